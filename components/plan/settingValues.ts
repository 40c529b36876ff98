import * as z from "zod";
import { problem } from "./problem";

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

/** Tells what zod found in the words of the stack file, one line for each fault. */
export function describeIssues(schema: z.ZodType, values: unknown, issues: Issue[]): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey(issue.path, key, acceptedKeys(schema, issue.path)));
    }
    const what = pathText(issue.path);
    return [
      problem(what, valueAt(values, issue.path), expected(issue), `correct ${what} in the stack's file`),
    ];
  });
}

/** The value of an unknown key is not shown: it may be a secret in the wrong place. */
function unknownKey(path: PropertyKey[], key: string, accepted: string[]): string {
  const near = accepted.find((name) => distance(name.toLowerCase(), key.toLowerCase()) <= 2);
  const hint = near === undefined ? "Remove it." : `Did you mean ${near}?`;
  return `${pathText([...path, key])} is no setting; accepted: ${accepted.join(", ")}. ${hint}`;
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

/** Levenshtein's distance: how many characters to insert, drop or change. */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1];
    for (const [column, against] of Array.from(other).entries()) {
      current.push(
        Math.min(
          (previous[column + 1] ?? 0) + 1,
          (current[column] ?? 0) + 1,
          (previous[column] ?? 0) + (letter === against ? 0 : 1),
        ),
      );
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
