/** Validates plain JSON: each reader returns the value, or throws an error with the member's name and what is allowed. */
import { SignerError } from "../../shared/errors";

/** Reads one value; `field` is its name in messages, such as `behaviors[0].pathPattern`. */
export type Read<T> = (value: unknown, field: string) => T;

/** The name of the whole value in messages. */
export const root = "the distribution";

/** Describes a value; long text may be a key, so it is not shown. */
function describe(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "missing";
    case "string":
      return value.length > 20 ? "a long string" : JSON.stringify(value);
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "a list" : "an object";
    default:
      return String(value);
  }
}

function refuse(field: string, value: unknown, allowed: string): never {
  const message = `${field} is ${describe(value)}; it must be ${allowed}`;
  throw new SignerError("ERR_DISTRIBUTION", message, { field, remedy: example });
}

/** The shape in one line. */
const example =
  '{ "domainNames": ["…"], "behaviors": [{ "pathPattern": "/premium/*", "trustedKeys": { "K…": "PEM" } }, { "pathPattern": "*" }] }';

/** Reads a string that is not empty. */
export const text: Read<string> = (value, field) =>
  typeof value === "string" && value !== "" ? value : refuse(field, value, "a string that is not empty");

/** Reads a string that begins with a slash. */
export const path: Read<string> = (value, field) =>
  typeof value === "string" && value.startsWith("/")
    ? value
    : refuse(field, value, "a path that begins with /");

/** Reads a whole number in a range, both ends included. */
export const whole =
  (least: number, most: number): Read<number> =>
  (value, field) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
      ? (value as number)
      : refuse(field, value, `a whole number from ${least} to ${most}`);

/** Reads one of several strings. */
export const oneOf =
  <T extends string>(...words: readonly T[]): Read<T> =>
  (value, field) =>
    words.find((word) => word === value) ??
    refuse(field, value, words.map((word) => `"${word}"`).join(" or "));

/** Reads a value that may be missing. */
export const optional =
  <T>(read: Read<T>): Read<T | undefined> =>
  (value, field) =>
    value === undefined ? undefined : read(value, field);

/** Reads a list with a minimum number of items. */
export const listOf =
  <T>(read: Read<T>, least = 0): Read<T[]> =>
  (value, field) =>
    Array.isArray(value) && value.length >= least
      ? value.map((item, index) => read(item, `${field}[${index}]`))
      : refuse(field, value, least === 0 ? "a list" : "a list that is not empty");

function members(value: unknown, field: string): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : refuse(field, value, "an object");
}

/** Reads an object with any names that are not empty. */
export const mapOf =
  <T>(read: Read<T>): Read<Record<string, T>> =>
  (value, field) =>
    Object.fromEntries(
      members(value, field).map(([name, item]) => [
        name === "" ? refuse(field, value, "an object without an empty name") : name,
        read(item, `${field}.${name}`),
      ]),
    );

/** Reads an object with these members and no others. */
export const object =
  <T extends object>(shape: { readonly [N in keyof T]: Read<T[N]> }): Read<T> =>
  (value, field) => {
    const at = (name: string): string => (field === root ? name : `${field}.${name}`);
    const given = new Map(members(value, field));
    const names = Object.keys(shape) as (keyof T & string)[];
    const stranger = [...given.keys()].find((name) => !names.includes(name as keyof T & string));
    if (stranger !== undefined) {
      const message = `${at(stranger)} is unknown; ${field} has ${names.join(", ")}`;
      throw new SignerError("ERR_DISTRIBUTION", message, { field: at(stranger), remedy: example });
    }
    return Object.fromEntries(names.map((name) => [name, shape[name](given.get(name), at(name))])) as T;
  };
