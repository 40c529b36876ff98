/** Places in JSON values, and what fuzz tests put there. */

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** The names and indexes that lead to a place. */
export type Path = readonly (string | number)[];

/** Returns every place of a value, itself first. */
export function placesIn(value: Json, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) {
    return [at];
  }
  const inner = Array.isArray(value)
    ? value.flatMap((each, index) => placesIn(each, [...at, index]))
    : Object.entries(value).flatMap(([name, each]) => placesIn(each, [...at, name]));
  return [at, ...inner];
}

/** Returns the value at a place; undefined if there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (inner, step) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Record<string | number, Json>)[step]
        : undefined,
    value,
  );
}

/** Returns a copy of a value with another one at a place; without the place if that is undefined. */
export function withAt(value: Json, [step, ...rest]: Path, replacement: Json | undefined): Json {
  if (step === undefined) {
    return replacement ?? null;
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, Json>;
  if (rest.length === 0 && replacement === undefined) {
    Reflect.deleteProperty(copy, step);
  } else {
    const inner = rest.length === 0 ? (replacement ?? null) : withAt(copy[step] ?? null, rest, replacement);
    // An assignment to __proto__ would set the prototype.
    Object.defineProperty(copy, step, { value: inner, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

/** Returns the type of a value, as messages name it. */
export function kindOf(value: Json | undefined): "null" | "list" | "object" | "text" | "number" | "boolean" {
  if (value === null || value === undefined) {
    return "null";
  }
  return Array.isArray(value)
    ? "list"
    : typeof value === "string"
      ? "text"
      : (typeof value as "object" | "number" | "boolean");
}

const others: Readonly<Record<string, Json>> = {
  list: [{ junk: 7 }],
  object: { junk: ["x"] },
  text: "junk",
  number: 7,
  boolean: true,
};

/** Returns a value of each type that nothing in place of a value can be read as. */
export function otherTypes(value: Json): Json[] {
  const own = kindOf(value);
  // A boolean or a number may be written as text; a list of AWS's is never an object.
  const alike = own === "boolean" || own === "number" ? [own] : own === "null" ? Object.keys(others) : [own];
  return Object.entries(others)
    .filter(([kind]) => !alike.includes(kind))
    .map(([, each]) => each);
}

/** Values that break what reads them, if anything does. */
export const hostileValues: readonly Json[] = [
  null,
  "",
  0,
  -1,
  1e308,
  [],
  {},
  [[]],
  "\u0000",
  "\u202e\u0007\ud800",
  "__proto__",
  "*".repeat(300),
  "../".repeat(500),
  "\\".repeat(20_000),
  " ".repeat(20_000),
  "1,".repeat(10_000),
  "a.".repeat(10_000),
  `-----BEGIN PRIVATE KEY-----${"\\".repeat(20_000)}`,
  `{"Statement":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
  { ["__proto__"]: { internal: true, principal: "*" }, constructor: { prototype: null } },
  { toString: "x", valueOf: 1, length: -1 },
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" },
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: [{ a: null }] },
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: "{" },
  { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: "x" },
  { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "x" },
  nested(150),
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
];

function nested(depth: number): Json {
  let value: Json = "x";
  for (let level = 0; level < depth; level++) {
    value = level % 2 === 0 ? [value] : { a: value };
  }
  return value;
}
