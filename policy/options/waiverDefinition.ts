import { type Definition, isInWords } from "./definitions";

/** A finding that is accepted until a date. */
export interface Waiver {
  readonly rule: string;
  /** A URN, in which `*` matches any characters; it must name resources. */
  readonly urn: string;
  /** The argument of the finding, such as `ingress[0].cidrBlocks[0]`. Default: every argument. */
  readonly path?: string;
  /** Why it is accepted, in words. */
  readonly reason: string;
  /** The person or team that answers for it. */
  readonly owner?: string;
  /** The last day of the waiver, in UTC, such as `2026-12-31`; at most a year ahead. */
  readonly expires: string;
}

const required = ["rule", "urn", "reason", "expires"];
const optional = ["path", "owner"];

const description =
  "Findings that are accepted until a date, at most a year ahead. Each has rule, urn, reason and expires; path, an " +
  "argument, and owner are optional.";

/** Defines the list of waivers. */
export const waivers: Definition = {
  description,
  schema: {
    type: "array",
    description,
    items: {
      type: "object",
      additionalProperties: false,
      required,
      properties: {
        ...Object.fromEntries(
          ["rule", "urn", "reason", "owner"].map((name) => [name, { type: "string" as const, minLength: 1 }]),
        ),
        path: { type: "string" },
        expires: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
      },
    },
  },
  problem(value) {
    if (!Array.isArray(value)) {
      return " must be a list";
    }
    for (const [i, waiver] of value.entries()) {
      const problem = problemOf(waiver);
      if (problem !== undefined) {
        return `[${i}]${problem}`;
      }
    }
    return undefined;
  },
};

function problemOf(value: unknown): string | undefined {
  const fields = Object.entries((value ?? {}) as Record<string, unknown>);
  const names = fields.map(([name]) => name);
  const isComplete =
    required.every((name) => names.includes(name)) &&
    fields.every(
      ([name, text]) =>
        [...required, ...optional].includes(name) &&
        typeof text === "string" &&
        (text !== "" || name === "path"),
    );
  const { urn, reason, expires } = (value ?? {}) as Record<string, string>;
  if (!isComplete || !isDate(expires)) {
    return " must have rule, urn, reason and expires, a date such as 2026-12-31, and no others than path and owner";
  }
  if (!namesResources(urn)) {
    return ".urn must name resources, such as urn:pulumi:prod::*::worker-*; a waiver for all resources is not allowed";
  }
  return isInWords(reason) ? undefined : ".reason must say why, in words";
}

function isDate(text: string | undefined): boolean {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Returns whether the last part of a URN, the resource's name, has something besides `*`. */
function namesResources(urn = ""): boolean {
  return /[^*?]/.test(urn.split("::").at(-1) ?? "") && urn.includes("::");
}
