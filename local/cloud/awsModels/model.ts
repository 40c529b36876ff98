/** Gives access to the models' statements about one resource type. */

import type { ResourceType } from "../model/resourceType";
import { catalogue } from "../services/catalogue";
import { argumentPaths, fieldAt } from "./argumentPaths";
import { Locator } from "./locate";
import { requests } from "./requests";
import type { TypeRequest } from "./requests/request";
import { inResource, inside, type ModelTable, type Place, type Shape } from "./shape";
import { modelTable } from "./tables";

/** A resource type with its requests. */
export class Model {
  readonly locator: Locator;
  /** All arguments of the type. */
  readonly paths: readonly string[];
  private readonly reverse = new Map<string, readonly string[]>();

  constructor(
    readonly type: ResourceType,
    readonly request: TypeRequest,
    readonly table: ModelTable,
  ) {
    this.locator = new Locator(table, type, request);
    this.paths = argumentPaths(type.inputs);
  }

  /** Returns the shape of a place. */
  shape(place: Place): Shape {
    return this.table.shapes[place.shape] ?? { type: "any" };
  }

  /**
   * Returns the shapes that constrain an argument. CloudFormation's enumerations, which may be narrower than the service's,
   * count only if the service's own model has none.
   */
  constraintsOf(path: string): { place: Place; shape: Shape }[] {
    const all = this.locator.places(path).map((place) => ({ place, shape: this.shape(place) }));
    const own = all.filter(({ place }) => !inResource(place)).map(({ shape }) => shape);
    return all.map(({ place, shape }) => ({
      place,
      shape: inResource(place) ? silent(shape, own) : shape,
    }));
  }

  /** Returns the shape of a place if it is a structure. */
  structure(place: Place): Shape | undefined {
    const shape = this.shape(place);
    return shape.type === "structure" ? shape : undefined;
  }

  /** Tells whether an argument is a map with free keys. */
  isMap(path: string): boolean {
    const type = path === "" ? undefined : fieldAt(this.type.inputs, path)?.type;
    return type === "map" || (type === "any" && this.locator.places(`${path}{*}`).length > 0);
  }

  /** Lists the arguments that fill a member of a structure; none if the provider fills it. */
  argumentsFor(path: string, place: Place, member: string, keys: readonly string[]): readonly string[] {
    const key = `${path}|${place.of}|${place.path}|${member}`;
    const known = this.reverse.get(key);
    if (known !== undefined) {
      return known;
    }
    const target = inside(this.table, place, member);
    const fills = (argument: string): boolean =>
      this.locator
        .places(argument)
        .some((one) => one.of === place.of && target !== undefined && isAtOrIn(one.path, target.path));
    const found = this.paths.filter(fills);
    if (found.length > 0) {
      const named = found.flatMap((one) => [one, ...this.prefixOf(one)]);
      this.reverse.set(key, named);
      return named;
    }
    // Free-form documents do not list their arguments; only the present keys are known.
    if (fieldAt(this.type.inputs, path)?.type !== "any" || path === "") {
      return [];
    }
    const present = keys.map((one) => `${path}.${one}`).filter(fills);
    return present.length > 0 ? present : [`${path}.${lowerFirst(member)}`];
  }

  /**
   * Tells whether the program has to set the argument: the provider fills in what its schema does not require, or sends it
   * empty.
   */
  isNeeded(argument: string): boolean {
    const field = fieldAt(this.type.inputs, argument);
    return field?.required === true || field?.type === "any";
  }

  /** Returns the prefix argument from which the provider generates the name, if there is one. */
  private prefixOf(argument: string): string[] {
    const prefix = `${argument}Prefix`;
    return this.type.inputs[prefix] === undefined ? [] : [prefix];
  }
}

/** Drops a shape's enumeration if another shape has one. */
function silent(shape: Shape, others: readonly Shape[]): Shape {
  const listed = others.some((one) => one.enum !== undefined);
  return listed ? { ...shape, enum: undefined } : shape;
}

function isAtOrIn(path: string, target: string): boolean {
  return path === target || (path.startsWith(target) && /^[.[{]/.test(path.slice(target.length)));
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const models = new Map<string, Model | undefined>();

/** Finds the model of a type by its token; undefined for types that send nothing to AWS. */
export function modelOf(token: string): Model | undefined {
  if (!models.has(token)) {
    const service = requests.find(({ types }) => types[token] !== undefined);
    const request = service?.types[token];
    models.set(
      token,
      service === undefined || request === undefined
        ? undefined
        : new Model(catalogue.resource(token), request, modelTable(service.model)),
    );
  }
  return models.get(token);
}
