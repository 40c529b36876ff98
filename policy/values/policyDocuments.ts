import type { Field, UnknownField } from "./field";
import { matchesWildcards } from "./namePatterns";

/** A statement of an IAM policy; single values are read as lists of one. */
export interface Statement {
  readonly allows: boolean;
  /** The principals, `*` for everyone; empty in the policy of a role or user. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  /** Whether the statement covers all actions except `actions`. */
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  /** Whether the statement covers all resources except `resources`. */
  readonly exceptResources: boolean;
  readonly hasConditions: boolean;
}

/** A policy document: its statements, or the unknown field that holds it. */
export type Document =
  | { readonly state: "known"; readonly path: string; readonly statements: readonly Statement[] }
  | { readonly state: "unknown"; readonly field: UnknownField }
  | { readonly state: "absent" };

type Json = Record<string, unknown>;

/**
 * Reads a policy document from JSON, or from the object that some providers accept.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readDocument(field: Field<unknown>): Document {
  if (field.state === "absent" || (field.state === "known" && field.value === "")) {
    return { state: "absent" };
  }
  if (field.state === "unknown") {
    return { state: "unknown", field };
  }
  const document = typeof field.value === "string" ? parseJson(field.value) : field.value;
  if (!isObject(document)) {
    return { state: "unknown", field: { state: "unknown", path: field.path, reason: "shape" } };
  }
  const { Statement: statements } = document;
  const list = Array.isArray(statements) ? (statements as unknown[]) : [statements];
  return { state: "known", path: field.path, statements: list.filter(isObject).map(statement) };
}

/**
 * Returns whether a statement covers an action.
 *
 * @param action such as `kms:Sign`
 */
export function coversAction({ actions, exceptActions }: Statement, action: string): boolean {
  return actions.some((pattern) => matchesIam(pattern, action)) !== exceptActions;
}

/** Returns whether a value matches an IAM pattern of `*` and `?`; ignores case. */
export function matchesIam(pattern: string, value: string): boolean {
  return matchesWildcards(pattern.toLowerCase(), value.toLowerCase());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function statement(json: Json): Statement {
  return {
    allows: json.Effect === "Allow",
    principals: "NotPrincipal" in json ? ["*"] : principals(json.Principal),
    actions: strings(json.Action ?? json.NotAction),
    exceptActions: "NotAction" in json,
    resources: strings(json.Resource ?? json.NotResource),
    exceptResources: "NotResource" in json,
    hasConditions: isObject(json.Condition) && Object.keys(json.Condition).length > 0,
  };
}

function principals(principal: unknown): string[] {
  return isObject(principal) ? Object.values(principal).flatMap(strings) : strings(principal);
}

function strings(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter((each): each is string => typeof each === "string");
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
