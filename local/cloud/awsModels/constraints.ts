/** Checks one value against a shape. */
import { asList, asObject, asText, isObject, type Value } from "../values";
import { translatePattern } from "./patterns";
import type { Shape } from "./shape";

/** The kinds of constraints in AWS's models. */
export type Kind =
  | "required"
  | "exactly one"
  | "enum"
  | "pattern"
  | "too short"
  | "too long"
  | "below minimum"
  | "above maximum";

/** A constraint that a value violates. */
export interface ViolatedConstraint {
  readonly kind: Kind;
  /** What is allowed, such as "length 1 to 64" or "pattern ^[a-z]+$". */
  readonly allowed: string;
}

const NUMBERS = new Set(["integer", "long", "double", "float", "number"]);

/**
 * Lists the constraints of a shape that a known value violates, without those of its members and elements.
 *
 * @param whole - whether a pattern without an anchor applies to the whole value
 */
export function violatedConstraints(shape: Shape, value: Value, whole: boolean): ViolatedConstraint[] {
  const limits = limitsOf(shape, value);
  const text = shape.type === "string" ? asText(value) : undefined;
  if (text === undefined) {
    return limits;
  }
  const allowed = shape.enum?.includes(text) === false ? [enumeration(shape.enum)] : [];
  return [...allowed, ...mismatch(shape, text, whole), ...limits];
}

/** Lists the allowed values, or the first of many. */
function enumeration(values: readonly string[]): ViolatedConstraint {
  const some = values.length > 12 ? [...values.slice(0, 12), `${values.length - 12} more`] : values;
  return { kind: "enum", allowed: `one of ${some.join(", ")}` };
}

function mismatch({ pattern }: Shape, text: string, whole: boolean): ViolatedConstraint[] {
  const translated = pattern === undefined ? undefined : translatePattern(pattern, whole);
  return translated !== undefined && "test" in translated && !translated.test.test(text)
    ? [{ kind: "pattern", allowed: `pattern ${pattern ?? ""}` }]
    : [];
}

function limitsOf(shape: Shape, value: Value): ViolatedConstraint[] {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape;
  const number = NUMBERS.has(shape.type);
  const size = number ? numberOf(value) : sizeOf(shape, value);
  if (size === undefined || (size >= min && size <= max)) {
    return [];
  }
  const kind = size < min ? (number ? "below minimum" : "too short") : number ? "above maximum" : "too long";
  return [{ kind, allowed: rangeOf(shape) }];
}

/** Describes a shape's limits. */
export function rangeOf({ type, min, max }: Shape): string {
  const unit = NUMBERS.has(type) ? "" : type === "list" || type === "map" ? "size " : "length ";
  return max === undefined
    ? `${unit}at least ${min ?? 0}`
    : min === undefined
      ? `${unit}at most ${max}`
      : `${unit}${min} to ${max}`;
}

function numberOf(value: Value): number | undefined {
  const number = typeof value === "boolean" ? Number.NaN : Number(asText(value) ?? Number.NaN);
  return Number.isNaN(number) ? undefined : number;
}

function sizeOf({ type }: Shape, value: Value): number | undefined {
  switch (type) {
    case "string":
      return asText(value)?.length;
    case "list":
      return Array.isArray(value) ? asList(value).length : undefined;
    case "map":
      return isObject(value) ? Object.keys(asObject(value)).length : undefined;
    default:
      return undefined;
  }
}
