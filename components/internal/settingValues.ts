import * as z from "zod";
import { nearest } from "./nearest";

/** A problem that zod found. */
type Issue = z.core.$ZodIssue;

/**
 * Parses the settings of one namespace in the engine's configuration, where all values are text: numbers, booleans, lists
 * and objects are parsed, everything else remains text.
 */
export function settingValues(
  namespace: string,
  config: { [key: string]: string },
): { [key: string]: unknown } {
  const prefix = `${namespace}:`;
  const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length), readValue(text)]));
}

function readValue(text: string): unknown {
  if (!/^([[{]|true$|false$|-?\d+(\.\d+)?$)/.test(text)) {
    return text;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The name of a stack's file, and the page that lists its settings. */
export interface SettingsSource {
  /** `Pulumi.dev.yaml`. */
  readonly file: string;
  readonly list: string;
}

/** Describes the problems that zod found, one line each. */
export function describeIssues(
  schema: z.ZodType,
  values: unknown,
  issues: Issue[],
  source: SettingsSource,
): string[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => unknownKey(issue.path, key, acceptedKeys(schema, issue.path), source))
      : [wrongValue(pathText(issue.path), valueAt(values, issue.path), issue, source)],
  );
}

/** Describes an unknown key, without its value: it may be a misplaced secret. */
function unknownKey(
  path: PropertyKey[],
  key: string,
  accepted: string[],
  { file, list }: SettingsSource,
): string {
  const near = nearest(accepted, key);
  const allowed = path.length === 0 ? `${list} lists the settings` : `allowed: ${accepted.join(", ")}`;
  const hint =
    near === undefined
      ? `Remove it from ${file}; ${allowed}.`
      : `Did you mean \`${pathText([...path, near])}\`?`;
  return `Unknown setting \`${pathText([...path, key])}\`. ${hint}`;
}

function wrongValue(what: string, value: unknown, issue: Issue, { file }: SettingsSource): string {
  return value === undefined
    ? `Missing \`${what}\` (${typeName(issue)}). Add it to ${file}.`
    : `\`${what}\` is ${shown(value)}; allowed: ${expected(issue)}. Correct it in ${file}.`;
}

/** Longer values are cut off in messages. */
const most = 200;

/** Returns a value as the file has it, in one line; one that nests too deep for that is not shown. */
function shown(value: unknown): string {
  try {
    const text = JSON.stringify(value);
    return text.length > most ? `${text.slice(0, most)}…` : text;
  } catch {
    return Array.isArray(value) ? "a list that nests too deep" : "an object that nests too deep";
  }
}

/** Names the type of a missing value as the documentation does. */
function typeName(issue: Issue): string {
  if (issue.code !== "invalid_type") {
    return expected(issue);
  }
  return issue.expected === "array" ? "list" : issue.expected;
}

function expected(issue: Issue): string {
  if (issue.code === "invalid_value") {
    return issue.values.map(String).join(" or ");
  }
  if (issue.code === "invalid_type") {
    return issue.expected === "record" ? "an object" : (WORDS[issue.expected] ?? issue.expected);
  }
  return issue.message;
}

const WORDS: { [type: string]: string | undefined } = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function pathText(path: PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
    .join("");
}

function valueAt(values: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    values,
  );
}

/** Lists the keys of the object at a path. */
function acceptedKeys(schema: z.ZodType, path: PropertyKey[]): string[] {
  const [part, ...rest] = path;
  const bare = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  if (bare instanceof z.ZodArray) {
    return acceptedKeys(bare.element as z.ZodType, rest);
  }
  if (!(bare instanceof z.ZodObject)) {
    return [];
  }
  if (part === undefined) {
    return Object.keys(bare.shape);
  }
  return acceptedKeys(bare.shape[String(part)] as z.ZodType, rest);
}
