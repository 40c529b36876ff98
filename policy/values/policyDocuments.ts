import type { Field, UnknownField } from "./field";
import { statementsOf } from "./policyGrammar";
import { containsUnknown } from "./unknownValues";
import { matchesWildcards } from "./wildcards";

/** One of the kinds of principals that a policy can name; `*` for everyone. */
export type PrincipalKind = "*" | "AWS" | "Federated" | "Service" | "CanonicalUser" | "other";

/** A principal of a statement. */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly value: string;
}

/** A condition of a statement: an operator, the key that it compares, and the values. */
export interface Condition {
  /** In lower case, such as `stringequals` or `foranyvalue:stringlike`. */
  readonly operator: string;
  /** In lower case, such as `aws:principalarn`. */
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of an IAM policy; single values are read as lists of one. */
export interface Statement {
  readonly allows: boolean;
  /** The principals, `*` for everyone; empty in the policy of a role or user. */
  readonly principals: readonly string[];
  /** The same with their kinds. */
  readonly namedPrincipals: readonly Principal[];
  /** The principals of `NotPrincipal`. */
  readonly exceptPrincipals: readonly Principal[];
  readonly actions: readonly string[];
  /** Whether the statement covers all actions except `actions`. */
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  /** Whether the statement covers all resources except `resources`. */
  readonly exceptResources: boolean;
  readonly hasConditions: boolean;
  readonly conditions: readonly Condition[];
}

/** A policy document: its statements, or the unknown field that holds it. */
export type Document =
  | { readonly state: "known"; readonly path: string; readonly statements: readonly Statement[] }
  | { readonly state: "unknown"; readonly field: UnknownField }
  | { readonly state: "absent" };

type Json = Record<string, unknown>;

/**
 * Reads a policy document from JSON, or from the object that some providers accept. One that AWS would refuse, such as one
 * with an unknown element, is unknown as a whole: a part that was left out could be the one that admits someone.
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
  if (containsUnknown(document)) {
    return { state: "unknown", field: { state: "unknown", path: field.path, reason: "preview" } };
  }
  const statements = statementsOf(document);
  return statements === undefined
    ? { state: "unknown", field: { state: "unknown", path: field.path, reason: "shape" } }
    : { state: "known", path: field.path, statements: statements.map(statement) };
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
  return matchesWildcards(pattern.toLowerCase(), value.toLowerCase(), true);
}

/** An operator of a condition, without what is written around its name. */
export interface Operator {
  /** In lower case, such as `stringequals`. */
  readonly name: string;
  /** Of `ForAllValues:` and `ForAnyValue:`. */
  readonly quantifier: "all" | "any" | undefined;
  /** Whether the condition also holds where its key is absent. */
  readonly ifExists: boolean;
}

/**
 * Splits the operator of a condition.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function operatorOf({ operator }: Condition): Operator {
  const [, quantifier, name = "", suffix] =
    /^(?:for(all|any)values?:)?(.*?)(ifexists)?$/.exec(operator) ?? [];
  return { name, quantifier: quantifier as Operator["quantifier"], ifExists: suffix !== undefined };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function statement(json: Json): Statement {
  const conditions = conditionsOf(json.Condition);
  const isInverted = "NotPrincipal" in json;
  const named = isInverted ? [{ kind: "*" as const, value: "*" }] : principals(json.Principal);
  return {
    allows: json.Effect === "Allow",
    principals: named.map(({ value }) => value),
    namedPrincipals: named,
    exceptPrincipals: isInverted ? principals(json.NotPrincipal) : [],
    actions: strings(json.Action ?? json.NotAction),
    exceptActions: "NotAction" in json,
    resources: strings(json.Resource ?? json.NotResource),
    exceptResources: "NotResource" in json,
    hasConditions: isObject(json.Condition) && Object.keys(json.Condition).length > 0,
    conditions,
  };
}

const kinds: readonly string[] = ["AWS", "Federated", "Service", "CanonicalUser"];

function principals(principal: unknown): Principal[] {
  if (!isObject(principal)) {
    return strings(principal).map((value) => ({ kind: value === "*" ? "*" : "other", value }));
  }
  return Object.entries(principal).flatMap(([kind, values]) =>
    strings(values).map((value): Principal => {
      // AWS documents both spellings of everyone as equal.
      const isEveryone = kind === "AWS" && value === "*";
      const known = kinds.includes(kind) ? (kind as PrincipalKind) : "other";
      return { kind: isEveryone ? "*" : known, value };
    }),
  );
}

function conditionsOf(json: unknown): Condition[] {
  return Object.entries(isObject(json) ? json : {}).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: strings(values),
    })),
  );
}

function strings(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.flatMap((each) =>
    typeof each === "string" || typeof each === "boolean" || typeof each === "number" ? [String(each)] : [],
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the account that a principal stands for, if it is a whole account. */
export function accountOfRoot(principal: string): string | undefined {
  return /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
}
