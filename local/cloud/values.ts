/** A property value in the provider protocol. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** The arguments or outputs of a resource. */
export interface Properties {
  [key: string]: Value;
}

/** The protocol's value for "unknown until the update". */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The engine's unknown values, one for each kind; all mean the same. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key under which the provider records the arguments that it filled in. */
export const DEFAULTS = "__defaults";

/** Returns whether a value is unknown. */
export function isUnknown(value: Value | undefined): boolean {
  return UNKNOWNS.has(value);
}

/** Returns whether a value, or anything inside it, is unknown. */
export function holdsUnknown(value: Value | undefined): boolean {
  if (value === null || value === undefined || typeof value !== "object") {
    return isUnknown(value);
  }
  return Object.values(value).some(holdsUnknown);
}

/** Returns whether a value is a map of properties. */
export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns a value as text; undefined if it is not a scalar. */
export function asText(value: Value | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

/** Returns a value as a list; empty if it is none. */
export function asList(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

/** Returns a value as properties; empty if it is none. */
export function asObject(value: Value | undefined): Properties {
  return isObject(value) ? value : {};
}

/** Returns the texts in a list of values. */
export function asTexts(value: Value | undefined): string[] {
  return asList(value).map((item) => asText(item) ?? "");
}

/** Returns a nested value by a dotted path, `launchTemplate.id`; undefined if it does not exist. */
export function dig(value: Value | undefined, path: string): Value | undefined {
  return path.split(".").reduce<Value | undefined>((at, key) => asObject(at)[key], value);
}

/** A value found by {@link every}, with its exact path. */
export interface Found {
  path: string;
  value: Value;
}

/**
 * Returns every value at a path with `[*]` for each element: `origins[*].vpcOriginConfig.vpcOriginId`. An unknown list
 * on the path is returned itself.
 */
export function every(value: Value | undefined, path: string): Found[] {
  let found: Found[] = value === undefined ? [] : [{ path: "", value }];
  for (const step of path.split(/\.|(?=\[\*\])/)) {
    found = found.flatMap((at) => follow(at, step));
  }
  return found;
}

function follow(at: Found, step: string): Found[] {
  if (isUnknown(at.value)) {
    return [at];
  }
  if (step === "[*]") {
    return asList(at.value).map((value, index) => ({ path: `${at.path}[${index}]`, value }));
  }
  const value = asObject(at.value)[step];
  return value === undefined || value === null
    ? []
    : [{ path: at.path === "" ? step : `${at.path}.${step}`, value }];
}

/** Returns a copy without nulls and without the provider's own records. */
export function plain(value: Properties): Properties {
  return strip(value) as Properties;
}

function strip(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(strip);
  }
  if (!isObject(value)) {
    return value;
  }
  const kept: Properties = {};
  for (const [key, item] of Object.entries(value)) {
    if (key !== DEFAULTS && item !== null) {
      kept[key] = strip(item);
    }
  }
  return kept;
}

/** Returns the same text for equal values, whatever the order of their keys. */
export function canonical(value: Value | undefined): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
