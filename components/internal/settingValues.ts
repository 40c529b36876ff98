import * as z from "zod";
import { nearest } from "./nearest";

/** A fault that zod found: where, and what kind. */
type Issue = z.core.$ZodIssue;

/**
 * Takes the settings of one namespace out of the configuration that the engine hands over, where all values are
 * text: numbers, booleans, lists and objects become what they say, everything else stays text.
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

/** What a stack's file is called, and where its settings are listed. */
export interface SettingsSource {
  /** `Pulumi.dev.yaml`. */
  readonly file: string;
  readonly list: string;
}

/** Describes what zod found in the words of the stack file, one line for each fault. */
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

/** The value of an unknown key is not shown: it may be a secret in the wrong place. */
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
    : `\`${what}\` is ${JSON.stringify(value)}; allowed: ${expected(issue)}. Correct it in ${file}.`;
}

/** The type of a value that is missing, as the documentation calls it. */
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

/** The keys of the object that a path leads to. */
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
