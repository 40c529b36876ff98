/** Lists the constraints on each argument of a resource type. */
import { fieldAt } from "../../../local/cloud/awsModels/argumentPaths";
import { rangeOf } from "../../../local/cloud/awsModels/constraints";
import type { Model } from "../../../local/cloud/awsModels/model";
import { inResource, type Place, type Shape } from "../../../local/cloud/awsModels/shape";

/** An argument with its constraints, or the reason why it has none. */
export interface Covered {
  readonly path: string;
  readonly places: readonly Place[];
  /** Descriptions without duplicates; empty if AWS documents none. */
  readonly constraints: readonly string[];
  /** The reason why no request contains it. */
  readonly notSent?: string;
}

/** Lists the arguments of a type that hold values, and the lists and structures with their own constraints. */
export function coverage(model: Model): Covered[] {
  return model.paths.flatMap((path) => {
    const notSent = model.locator.notSent(path);
    const constraints = notSent === undefined ? constraintsOf(model, path) : [];
    const holds = model.paths.some((other) => other !== path && isInside(other, path));
    return holds && constraints.length === 0
      ? []
      : [
          {
            path,
            places: model.locator.places(path),
            constraints,
            ...(notSent !== undefined && { notSent }),
          },
        ];
  });
}

function isInside(path: string, container: string): boolean {
  return path.startsWith(container) && /^[.[{]/.test(path.slice(container.length));
}

function constraintsOf(model: Model, path: string): string[] {
  const own = model.constraintsOf(path).flatMap(({ shape }) => inWords(shape));
  const keys = path.endsWith("{*}")
    ? model
        .constraintsOf(path.replace(/\{\*\}$/, "{key}"))
        .flatMap(({ shape }) => inWords(shape).map((words) => `keys: ${words}`))
    : [];
  const deep = fieldAt(model.type.inputs, path)?.type === "any" ? deepConstraints(model, path) : [];
  return [...new Set([...required(model, path), ...own, ...keys, ...deep])];
}

/** Describes the constraints of a shape. */
function inWords(shape: Shape): string[] {
  const { enum: values, pattern, min, max } = shape;
  return [
    ...(values === undefined ? [] : [`one of ${values.length}`]),
    ...(pattern === undefined ? [] : ["pattern"]),
    ...((min ?? 0) === 0 && max === undefined && min === undefined ? [] : [rangeOf(shape)]),
  ];
}

/** Tells whether a model requires exactly this argument. */
function required(model: Model, path: string): string[] {
  const demanded = model.locator.places(path).some((place) => {
    const [, before = "", member] = /^(?:(.*)\.)?([^.[]+)$/.exec(place.path) ?? [];
    const parents = [...model.paths, ""].flatMap((one) => model.locator.places(one));
    const roots = model.locator.roots();
    const parent = [...parents, ...roots].find((one) => one.of === place.of && one.path === before);
    return parent !== undefined && (model.shape(parent).required ?? []).includes(member ?? "");
  });
  return demanded ? [model.isNeeded(path) ? "required" : "required (the provider fills it in)"] : [];
}

/** Counts the constraints inside a free-form document. */
function deepConstraints(model: Model, path: string): string[] {
  const seen = new Set<string>();
  const walk = (name: string): void => {
    const shape = model.table.shapes[name];
    if (shape === undefined || seen.has(name)) {
      return;
    }
    seen.add(name);
    for (const inner of [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]) {
      if (inner !== undefined) {
        walk(inner);
      }
    }
  };
  for (const place of model.locator.places(path).filter((one) => !inResource(one))) {
    walk(place.shape);
  }
  const count = [...seen]
    .map((name) => model.table.shapes[name])
    .reduce(
      (sum, shape) => sum + (shape === undefined ? 0 : inWords(shape).length + (shape.required?.length ?? 0)),
      0,
    );
  return count === 0 ? [] : [`${count} on its members`];
}
