import { createHash, randomBytes } from "node:crypto";
import type { ResourceType } from "../model/resourceType";
import type { Field, Fields } from "../model/schema";
import {
  asList,
  asText,
  asTexts,
  DEFAULTS,
  isObject,
  isUnknown,
  type Properties,
  plain,
  type Value,
} from "../values";

/** A refused argument. */
export interface Failure {
  property: string;
  reason: string;
}

/** The project's autonaming configuration, if any. */
export interface AutonamingWish {
  proposedName: string;
  mode: "propose" | "enforce" | "disable";
}

/** The engine's Check request. */
export interface CheckCall {
  /** Logical name. */
  name: string;
  /** The existing resource's checked arguments, if it exists. */
  olds: Properties | undefined;
  news: Properties;
  randomSeed: Uint8Array;
  autonaming?: AutonamingWish;
}

/** Checks arguments against the schema: types, required ones, enumerations, lengths. */
export function checkFields(fields: Fields, inputs: Properties, where: string): Failure[] {
  return checkObject(fields, inputs, "", where);
}

/** Checks a resource's arguments and fills in its name, as the AWS provider's bridge does. */
export function checkResource(
  type: ResourceType,
  where: string,
  call: CheckCall,
): { inputs: Properties; failures: Failure[] } {
  const inputs = plain(call.news);
  const failures = checkFields(type.inputs, inputs, where);
  const defaulted = nameIt(type, call, inputs);
  return { inputs: note(inputs, type.inputs, defaulted), failures };
}

function nameIt(type: ResourceType, call: CheckCall, inputs: Properties): string[] {
  const naming = type.naming;
  if (
    naming === undefined ||
    inputs[naming.field] !== undefined ||
    inputs[`${naming.field}Prefix`] !== undefined
  ) {
    return [];
  }
  const before = call.olds?.[naming.field];
  if (before !== undefined && asTexts(call.olds?.[DEFAULTS]).includes(naming.field)) {
    inputs[naming.field] = before;
    return [naming.field];
  }
  if (call.autonaming?.mode === "disable") {
    return [];
  }
  const form = naming.form ?? ((name: string) => name);
  inputs[naming.field] =
    call.autonaming === undefined
      ? form(shorten(call.name, naming.max - 8 - form("").length) + `-${sevenDigits(call.randomSeed)}`)
      : form(call.autonaming.proposedName);
  return [naming.field];
}

function shorten(name: string, max: number): string {
  return name.slice(0, Math.max(1, max));
}

function sevenDigits(seed: Uint8Array): string {
  const bytes = seed.length === 0 ? randomBytes(16) : createHash("sha256").update(seed).digest();
  return bytes.toString("hex").slice(0, 7);
}

/** Records in each nested object what was filled in, as the bridge does: here, only the name. */
function note(inputs: Properties, fields: Fields, defaulted: string[]): Properties {
  const noted: Properties = { [DEFAULTS]: defaulted };
  for (const [key, value] of Object.entries(inputs)) {
    const field = fields[key];
    noted[key] = field === undefined ? value : noteValue(value, field);
  }
  return noted;
}

function noteValue(value: Value, field: Field): Value {
  const { item, fields } = field;
  if (Array.isArray(value) && item !== undefined) {
    return value.map((one) => noteValue(one, item));
  }
  return isObject(value) && fields !== undefined ? note(value, fields, []) : value;
}

function checkObject(fields: Fields, value: Properties, path: string, where: string): Failure[] {
  const failures: Failure[] = [];
  for (const [key, field] of Object.entries(fields)) {
    if (field.required === true && value[key] === undefined) {
      failures.push({ property: join(path, key), reason: "Missing required argument." });
    }
  }
  for (const [key, item] of Object.entries(value)) {
    const field = fields[key];
    failures.push(
      ...(field === undefined
        ? [unknownArgument(join(path, key), where)]
        : checkValue(field, item, join(path, key), where)),
    );
  }
  return failures;
}

function unknownArgument(property: string, where: string): Failure {
  return { property, reason: `The local cloud does not know this argument. Add it to ${where}.` };
}

function checkValue(field: Field, value: Value, path: string, where: string): Failure[] {
  if (isUnknown(value) || field.type === "asset") {
    return [];
  }
  const wrong = kindOf(field, value) ?? limitsOf(field, value);
  if (wrong !== undefined) {
    return [{ property: path, reason: wrong }];
  }
  const { item, fields } = field;
  if (field.type === "object" && fields !== undefined) {
    return checkObject(fields, value as Properties, path, where);
  }
  if (item === undefined) {
    return [];
  }
  const inside: [string, Value][] = Array.isArray(value)
    ? value.map((one, index) => [`${path}[${index}]`, one])
    : Object.entries(value as Properties).map(([key, one]) => [join(path, key), one]);
  return inside.flatMap(([at, one]) => checkValue(item, one, at, where));
}

const KINDS: Readonly<Record<Field["type"], string>> = {
  string: "a string",
  number: "a number",
  boolean: "a boolean",
  list: "a list",
  set: "a list",
  map: "an object",
  object: "an object",
  json: "a JSON document in a string",
  asset: "an asset",
  any: "a value",
};

function kindOf(field: Field, value: Value): string | undefined {
  return fits(field, value) ? undefined : `Must be ${KINDS[field.type]}.`;
}

function fits(field: Field, value: Value): boolean {
  switch (field.type) {
    case "string":
      return asText(value) !== undefined;
    case "number":
      return typeof value !== "boolean" && Number.isFinite(Number(asText(value) ?? Number.NaN));
    case "boolean":
      return value === "true" || value === "false" || typeof value === "boolean";
    case "list":
    case "set":
      return Array.isArray(value);
    case "map":
    case "object":
      return isObject(value);
    case "json":
      return typeof value === "string" && isJson(value);
    case "asset":
    case "any":
      return true;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function limitsOf(field: Field, value: Value): string | undefined {
  const { oneOf, pattern, min = 0, max = Number.POSITIVE_INFINITY } = field;
  const text = asText(value);
  if (oneOf !== undefined && text !== undefined && !oneOf.includes(text)) {
    return `Must be one of ${oneOf.join(", ")}.`;
  }
  if (pattern !== undefined && text !== undefined && !pattern.test(text)) {
    return `Must match ${String(pattern)}.`;
  }
  const [size, unit] = measure(field, value);
  if (size !== undefined && (size < (field.min ?? Number.NEGATIVE_INFINITY) || size > max)) {
    return field.max === undefined
      ? `Must be at least ${min}${unit}.`
      : `Must be ${min} to ${max}${unit}; it is ${size}.`;
  }
  return undefined;
}

function measure(field: Field, value: Value): [number | undefined, string] {
  switch (field.type) {
    case "number":
      return [Number(value), ""];
    case "string":
    case "json":
      return [asText(value)?.length, " characters long"];
    case "list":
    case "set":
      return [asList(value).length, " elements"];
    default:
      return [undefined, ""];
  }
}

function join(path: string, key: string): string {
  const step = /^[A-Za-z_]\w*$/.test(key) ? key : `["${key}"]`;
  return path === "" ? step : step.startsWith("[") ? `${path}${step}` : `${path}.${step}`;
}
