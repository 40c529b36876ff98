/** The resources in the output of `pulumi stack export`, checked as far as commands read them. */
import * as z from "zod";
import { CommandError } from "../report";

/** Arguments or outputs of a resource. */
export const VALUES = z.record(z.string(), z.unknown());

/** A resource in a state, a preview or a plan; other members are not read. */
const RESOURCE = z.looseObject({
  urn: z.string().min(1),
  type: z.string().min(1),
  custom: z.boolean().nullish(),
  id: z.string().nullish(),
  parent: z.string().nullish(),
  inputs: VALUES.nullish(),
  outputs: VALUES.nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
  created: z.string().nullish(),
  delete: z.boolean().nullish(),
});

/** A resource in the output of `pulumi stack export`. */
export type ExportedResource = z.infer<typeof RESOURCE>;

/** Values nest no deeper in any state that a provider writes. */
const deepest = 200;

/**
 * Returns the resources of a state; those that a replacement left to delete have `delete`.
 *
 * @throws CommandError for another document, or a resource that cannot be read: left out, it could be the one that is open
 */
export function exportedResources(state: unknown): readonly ExportedResource[] {
  const { deployment } = (state ?? {}) as { deployment?: unknown };
  if (typeof deployment !== "object" || deployment === null) {
    throw new CommandError("this is not the state of a stack", "create it with: pulumi stack export");
  }
  const { resources } = deployment as { resources?: unknown };
  const list: readonly unknown[] = Array.isArray(resources)
    ? resources
    : (checked(z.array(z.unknown()).nullish(), resources, "resources", "state") ?? []);
  const found = list.map((each, index) => checkedResource(each, `resources[${index}]`, "state"));
  const urns = new Set<string>();
  for (const { urn } of found.filter((each) => each.delete !== true)) {
    if (urns.has(urn)) {
      throw new CommandError(`this state has two resources ${urn}; allowed: one`, remedies.state);
    }
    urns.add(urn);
  }
  return found;
}

const remedies = {
  state: "create it with: pulumi stack export",
  preview: "create it with: pulumi preview --json",
  plan: "create it with: pulumi preview --save-plan",
} as const;

/** A document that a command reads. */
export type DocumentKind = keyof typeof remedies;

/** Checks a resource. @throws CommandError */
export function checkedResource(value: unknown, path: string, kind: DocumentKind): ExportedResource {
  return checked(RESOURCE, value, path, kind);
}

/**
 * Checks a part of a document.
 *
 * @param path where it is in the document
 * @throws CommandError in one line, which quotes no value
 */
export function checked<T>(schema: z.ZodType<T>, value: unknown, path: string, kind: DocumentKind): T {
  if (nestsTooDeep(value)) {
    const why = `${path} of this ${kind} nests deeper than ${deepest} levels`;
    throw new CommandError(`${why}; allowed: what the engine writes`, remedies[kind]);
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) {
    return data;
  }
  const [issue] = error.issues;
  const steps = issue?.path ?? [];
  const at = [path, ...steps.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))];
  const got = kindOf(
    steps.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown>)[step], value),
  );
  throw new CommandError(
    `${at.join("").slice(0, 200)} of this ${kind} is ${got}; allowed: ${issue === undefined ? "another" : allowedBy(issue)}`,
    remedies[kind],
  );
}

/** Names a value's type; the value itself may be a secret. */
function kindOf(value: unknown): string {
  if (value === undefined || value === "") {
    return "missing";
  }
  if (value === null || typeof value === "boolean") {
    return String(value);
  }
  return Array.isArray(value)
    ? "a list"
    : typeof value === "object"
      ? "an object"
      : typeof value === "string"
        ? "another text"
        : "a number";
}

function allowedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") {
    return issue.values.map(String).join(", ");
  }
  return issue.code === "invalid_type" ? (words[issue.expected] ?? issue.expected) : "a text";
}

const words: Readonly<Record<string, string>> = {
  string: "a text",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** Returns whether a value nests too deep to be walked by a recursion; so this walks level by level. */
export function nestsTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) {
      return true;
    }
    level = level.flatMap((each): readonly unknown[] =>
      typeof each === "object" && each !== null
        ? (Object.values(each) as readonly unknown[]).filter((inner) => typeof inner === "object")
        : [],
    );
  }
  return false;
}
