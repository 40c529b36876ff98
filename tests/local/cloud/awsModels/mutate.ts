/** Mutates valid arguments so that they violate AWS's models. */

import type { Kind } from "../../../../local/cloud/awsModels/constraints";
import type { Model } from "../../../../local/cloud/awsModels/model";
import { translatePattern } from "../../../../local/cloud/awsModels/patterns";
import { inResource, type Place, type Shape } from "../../../../local/cloud/awsModels/shape";
import { asText, isObject, type Properties, type Value } from "../../../../local/cloud/values";

/** One mutation of one argument. */
export interface Mutation {
  readonly path: string;
  readonly kind: Kind;
  readonly place: Place;
  readonly inputs: Properties;
}

/** An argument value with a function that replaces it, or removes it if given undefined. */
interface Spot {
  readonly path: string;
  readonly pattern: string;
  readonly value: Value;
  readonly put: (value: Value | undefined) => Properties;
}

/** Lists mutations of a resource's arguments that violate each constraint of the models once. */
export function mutations(model: Model, inputs: Properties, done: Set<string>): Mutation[] {
  return spots(inputs).flatMap((spot) => {
    const places = model.constraintsOf(spot.pattern);
    const changed = places.flatMap(({ place, shape }) =>
      breakers(shape, spot.value, !inResource(place)).map(([kind, value]) => ({ kind, place, value })),
    );
    const [place] = places;
    const gone =
      place !== undefined && isRequired(model, spot.pattern)
        ? [{ kind: "required" as const, place: place.place, value: undefined }]
        : [];
    return [...changed, ...gone].flatMap(({ kind, place: of, value }) => {
      const key = `${model.type.token} ${spot.pattern} ${kind}`;
      if (done.has(key)) {
        return [];
      }
      done.add(key);
      return [{ path: spot.path, kind, place: of, inputs: spot.put(value) }];
    });
  });
}

/** Tells whether a model requires exactly this argument, and the provider does not fill it in. */
function isRequired(model: Model, pattern: string): boolean {
  const [, parent = "", name] = /^(?:(.*)\.)?([^.[]+)$/.exec(pattern) ?? [];
  const parents = [...model.locator.places(parent), ...(parent === "" ? model.locator.roots() : [])];
  return (
    name !== undefined &&
    model.isNeeded(pattern) &&
    model.locator
      .places(pattern)
      .some(({ of, path }) =>
        parents.some(
          (one) =>
            one.of === of &&
            (model.shape(one).required ?? []).some(
              (member) => path === (one.path === "" ? member : `${one.path}.${member}`),
            ),
        ),
      )
  );
}

/** Lists all argument values, including lists and objects. */
function spots(inputs: Properties): Spot[] {
  const walk = (value: Value, path: string, pattern: string, put: Spot["put"]): Spot[] => {
    const own = { path, pattern, value, put };
    if (Array.isArray(value)) {
      const inner = value.flatMap((item, index) =>
        walk(item, `${path}[${index}]`, `${pattern}[*]`, (next) =>
          put(value.flatMap((one, at) => (at !== index ? [one] : next === undefined ? [] : [next]))),
        ),
      );
      return [own, ...inner];
    }
    return isObject(value) ? [own, ...members(value, path, pattern, put)] : [own];
  };
  const members = (
    value: Properties,
    path: string,
    pattern: string,
    put: (next: Properties) => Properties,
  ): Spot[] =>
    Object.entries(value).flatMap(([key, item]) =>
      walk(item, path === "" ? key : `${path}.${key}`, pattern === "" ? key : `${pattern}.${key}`, (next) => {
        const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
        return put(next === undefined ? rest : { ...rest, [key]: next });
      }),
    );
  return members(inputs, "", "", (next) => next);
}

const NUMBERS = new Set(["integer", "long", "double", "float", "number"]);

/** Lists values that violate each constraint of a shape. */
function breakers(shape: Shape, value: Value, whole: boolean): [Kind, Value][] {
  const { enum: values, pattern, min, max } = shape;
  const found: [Kind, Value][] = [];
  if (NUMBERS.has(shape.type)) {
    return [
      ...(max === undefined ? [] : [["above maximum", max + 1] as [Kind, Value]]),
      ...(min === undefined ? [] : [["below minimum", min - 1] as [Kind, Value]]),
    ];
  }
  if (shape.type === "list" && Array.isArray(value) && max !== undefined && value[0] !== undefined) {
    const [first] = value;
    return max < 2000 ? [["too long", Array.from({ length: max + 1 }, () => first)]] : [];
  }
  const text = shape.type === "string" ? asText(value) : undefined;
  if (text === undefined) {
    return found;
  }
  if (values !== undefined) {
    found.push(["enum", "no-such-value"]);
  }
  if (pattern !== undefined) {
    const bad = ["'", "\u0007", "é<>'\"", " ", "a b", "!", "-", "", "\n", text + "\u0007"].find((one) => {
      const made = translatePattern(pattern, whole);
      return "test" in made && !made.test.test(one);
    });
    if (bad !== undefined) {
      found.push(["pattern", bad]);
    }
  }
  if (max !== undefined && max < 300_000) {
    found.push(["too long", "a".repeat(max + 1)]);
  }
  if (min !== undefined && min > 0) {
    found.push(["too short", "a".repeat(min - 1)]);
  }
  return found;
}
