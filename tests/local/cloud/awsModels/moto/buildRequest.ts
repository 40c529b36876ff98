/** Builds the create request of a resource, as members of AWS's operation. */

import type { Model } from "../../../../../local/cloud/awsModels/model";
import { type Shape, stepsOf } from "../../../../../local/cloud/awsModels/shape";
import { asText, isObject, type Properties, type Value } from "../../../../../local/cloud/values";

/** An argument value: its path with `[*]`, and the index of each element in the path. */
interface Leaf {
  readonly pattern: string;
  readonly indexes: readonly number[];
  readonly value: Value;
}

/** Builds the parameters of the create operation from a resource's arguments. */
export function buildRequest(model: Model, inputs: Properties): Properties {
  const request: Properties = {};
  for (const leaf of leaves(model, inputs, "", [])) {
    for (const place of model.locator.places(leaf.pattern)) {
      if (place.of === model.type.operations.create) {
        put(request, stepsOf(place.path), leaf.indexes, converted(model.shape(place), leaf.value));
      }
    }
  }
  return request;
}

function leaves(model: Model, value: Value, pattern: string, indexes: readonly number[]): Leaf[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => leaves(model, item, `${pattern}[*]`, [...indexes, index]));
  }
  if (!isObject(value)) {
    return [{ pattern, indexes, value }];
  }
  if (model.isMap(pattern)) {
    return Object.entries(value).flatMap(([key, item], index) => [
      { pattern: `${pattern}{key}`, indexes: [...indexes, index], value: key },
      { pattern: `${pattern}{*}`, indexes: [...indexes, index], value: item },
    ]);
  }
  const own = pattern === "" || Object.keys(value).length > 0 ? [] : [{ pattern, indexes, value: {} }];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, item]) =>
      leaves(model, item, pattern === "" ? key : `${pattern}.${key}`, indexes),
    ),
  ];
}

/** Sets a member. The last lists in its path use the argument's indexes, earlier lists their first element. */
function put(request: Properties, steps: readonly string[], indexes: readonly number[], value: Value): void {
  const lists = steps.filter((step) => step === "[*]").length;
  const own = indexes.slice(Math.max(0, indexes.length - lists));
  const all = [...Array.from({ length: lists - own.length }, () => 0), ...own];
  const exact = steps.map((step) => (step === "[*]" ? (all.shift() ?? 0) : step));
  let at: Properties | Value[] = request;
  exact.forEach((step, index) => {
    const next: Value = index === exact.length - 1 ? value : typeof exact[index + 1] === "number" ? [] : {};
    at = child(at, step, next, index === exact.length - 1);
  });
}

function child(
  at: Properties | Value[],
  step: string | number,
  next: Value,
  last: boolean,
): Properties | Value[] {
  const holder = at as Record<string | number, Value>;
  const found = holder[step];
  if (found === undefined || (last && Object.keys(asEmpty(found)).length === 0)) {
    holder[step] = next;
  }
  return holder[step] as Properties | Value[];
}

const asEmpty = (value: Value): object => (typeof value === "object" && value !== null ? value : {});

const NUMBERS = new Set(["integer", "long", "double", "float"]);

/** Converts a value to the type of its member. */
function converted({ type }: Shape, value: Value): Value {
  const text = asText(value);
  if (text === undefined) {
    return value;
  }
  return NUMBERS.has(type)
    ? Number(text)
    : type === "boolean"
      ? text === "true"
      : type === "string"
        ? text
        : value;
}
