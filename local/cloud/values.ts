/** A property value as it crosses the wire between the engine and a provider. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** The properties of one resource: its arguments or its outputs. */
export interface Properties {
  [key: string]: Value;
}

/** What a provider sends for "not known before the update". */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The engine has one such word for each kind of value; any of them means the same. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key under which the provider notes which arguments it filled in itself. */
export const DEFAULTS = "__defaults";

/** Says whether a value is not known yet. */
export function isUnknown(value: Value | undefined): boolean {
  return UNKNOWNS.has(value);
}

/** Says whether a value, or anything inside it, is not known yet. */
export function holdsUnknown(value: Value | undefined): boolean {
  if (value === null || value === undefined || typeof value !== "object") {
    return isUnknown(value);
  }
  return Object.values(value).some(holdsUnknown);
}

/** Says whether a value is a map of properties (and not a list, a scalar or nothing). */
export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as text, or undefined if it is no scalar. */
export function asText(value: Value | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

/** The value as a list; anything else is the empty list. */
export function asList(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

/** The value as properties; anything else is the empty object. */
export function asObject(value: Value | undefined): Properties {
  return isObject(value) ? value : {};
}

/** The texts in a list of values. */
export function asTexts(value: Value | undefined): string[] {
  return asList(value).map((item) => asText(item) ?? "");
}

/** Reads one nested value by a dotted path, `launchTemplate.id`; undefined where the path ends early. */
export function dig(value: Value | undefined, path: string): Value | undefined {
  return path.split(".").reduce<Value | undefined>((at, key) => asObject(at)[key], value);
}

/** One value found by {@link every}, with its exact path. */
export interface Found {
  path: string;
  value: Value;
}

/**
 * Reads every value that a path with `[*]` for "each element" reaches: `origins[*].vpcOriginConfig.vpcOriginId`.
 * Where a list on the way is unknown, that unknown is what is found.
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

/** A copy without nulls and without the provider's own notes: what the resource was asked to be. */
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

/** One text for equal values, whatever the order of their keys. */
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
