import type { PolicyConfigSchema } from "@pulumi/policy";

/** The JSON schema of one option. */
type Schema = NonNullable<PolicyConfigSchema["properties"]>[string];

/** An option: its schema, which the engine checks, and a check of its own. */
export interface Definition {
  readonly description: string;
  readonly schema: Schema;
  /** Returns what is wrong with a value, as the end of a sentence that begins with the option's name. */
  problem(value: unknown): string | undefined;
}

/** Defines a list of strings that match a pattern. */
export function listOf(
  description: string,
  pattern: string,
  example: string,
  isValid: (text: string) => boolean = () => true,
): Definition {
  const syntax = new RegExp(pattern);
  return {
    description,
    schema: { type: "array", description, items: { type: "string", pattern } },
    problem(value) {
      if (!Array.isArray(value)) {
        return ` must be a list, such as ["${example}"]`;
      }
      const wrong = value.findIndex(
        (item) => !(typeof item === "string" && syntax.test(item) && isValid(item)),
      );
      return wrong < 0 ? undefined : `[${wrong}] is not valid; example: ${example}`;
    },
  };
}

/** Defines a boolean. */
export function flag(description: string): Definition {
  return {
    description,
    schema: { type: "boolean", description },
    problem: (value) => (typeof value === "boolean" ? undefined : " must be true or false"),
  };
}

/** Defines one of several words. */
export function oneOf(description: string, words: readonly string[]): Definition {
  return {
    description,
    schema: { type: "string", description, enum: [...words] },
    problem: (value) => (words.includes(value as string) ? undefined : ` must be ${words.join(" or ")}`),
  };
}

/** Defines a word for each rule, by the rule's name. */
export function mapOf(description: string, words: readonly string[]): Definition {
  return {
    description,
    schema: { type: "object", description, additionalProperties: { type: "string", enum: [...words] } },
    problem(value) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return ' must be an object, such as { "no-public-address": "…" }';
      }
      const wrong = Object.entries(value).find(([, word]) => !words.includes(word as string));
      return wrong === undefined ? undefined : `.${wrong[0]} must be ${words.join(", ")}`;
    },
  };
}

const edgeFunctionFields = ["function", "reason"];

/** Defines a list of functions that may run in front of public behaviors. */
export function edgeFunctions(description: string): Definition {
  const text = { type: "string" as const, minLength: 1 };
  return {
    description,
    schema: {
      type: "array",
      description,
      items: {
        type: "object",
        additionalProperties: false,
        required: edgeFunctionFields,
        properties: { function: text, reason: text },
      },
    },
    problem(value) {
      if (!Array.isArray(value)) {
        return " must be a list";
      }
      const wrong = value.findIndex((item) => !hasTexts(item, edgeFunctionFields) || item.function === "*");
      if (wrong >= 0) {
        return `[${wrong}] must have exactly function, a URN or an ARN with * but not * alone, and reason`;
      }
      const unexplained = (value as Record<string, string>[]).findIndex(({ reason }) => !isInWords(reason));
      return unexplained < 0 ? undefined : `[${unexplained}].reason must say why, in words`;
    },
  };
}

/** Returns whether a text has two words. */
export function isInWords(text = ""): boolean {
  return (text.match(/\p{L}{2,}/gu) ?? []).length >= 2;
}

function hasTexts(value: unknown, fields: readonly string[]): value is Record<string, string> {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const texts = value as Record<string, unknown>;
  return (
    Object.keys(texts).length === fields.length &&
    fields.every((field) => typeof texts[field] === "string" && texts[field] !== "")
  );
}
