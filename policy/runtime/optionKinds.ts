import type { PolicyConfigSchema } from "@pulumi/policy";

/** The JSON schema of one option. */
type Schema = NonNullable<PolicyConfigSchema["properties"]>[string];

/** What an option can hold: the schema that the engine checks, and the check behind it. */
export interface Definition {
  readonly description: string;
  readonly schema: Schema;
  /** Nothing if the value can be used; otherwise the end of a sentence that begins with the option's name. */
  problem(value: unknown): string | undefined;
}

/** A list of texts that match a pattern. */
export function listOf(
  description: string,
  pattern: string,
  example: string,
  fits: (text: string) => boolean = () => true,
): Definition {
  const syntax = new RegExp(pattern);
  return {
    description,
    schema: { type: "array", description, items: { type: "string", pattern } },
    problem(value) {
      if (!Array.isArray(value)) {
        return ` must be a list, such as ["${example}"]`;
      }
      const wrong = value.findIndex((item) => !(typeof item === "string" && syntax.test(item) && fits(item)));
      return wrong < 0 ? undefined : `[${wrong}] cannot be used; write it like ${example}`;
    },
  };
}

/** Yes or no. */
export function flag(description: string): Definition {
  return {
    description,
    schema: { type: "boolean", description },
    problem: (value) => (typeof value === "boolean" ? undefined : " must be true or false"),
  };
}

/** One of several words. */
export function oneOf(description: string, words: readonly string[]): Definition {
  return {
    description,
    schema: { type: "string", description, enum: [...words] },
    problem: (value) => (words.includes(value as string) ? undefined : ` must be ${words.join(" or ")}`),
  };
}

/** A word for each of some rules, by their names. */
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

const waiverParts = ["rule", "urn", "reason", "expires"];

/** A list of findings that are accepted. */
export function waivers(description: string): Definition {
  const text = { type: "string" as const, minLength: 1 };
  const date = { type: "string" as const, pattern: "^\\d{4}-\\d{2}-\\d{2}$" };
  return {
    description,
    schema: {
      type: "array",
      description,
      items: {
        type: "object",
        additionalProperties: false,
        required: waiverParts,
        properties: { rule: text, urn: text, reason: text, expires: date },
      },
    },
    problem(value) {
      if (!Array.isArray(value)) {
        return " must be a list";
      }
      const wrong = value.findIndex((waiver) => !isWaiver(waiver));
      return wrong < 0
        ? undefined
        : `[${wrong}] needs rule, urn, reason and expires, a day such as 2026-12-31, and nothing else`;
    },
  };
}

function isWaiver(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const waiver = value as Record<string, unknown>;
  const texts = waiverParts.every((part) => typeof waiver[part] === "string" && waiver[part] !== "");
  const { expires } = waiver;
  return (
    texts &&
    Object.keys(waiver).length === waiverParts.length &&
    /^\d{4}-\d{2}-\d{2}$/.test(expires as string) &&
    !Number.isNaN(Date.parse(expires as string))
  );
}
