import type { Field, UnknownField } from "./field";

/** A principal of a statement: `everyone`, or one of the kinds that IAM's grammar has. */
export interface Principal {
  readonly kind: "everyone" | "aws" | "service" | "canonicalUser" | "federated";
  readonly value: string;
}

/** A condition of a statement; its key is in lower case. */
export interface Condition {
  /** In lower case, without a quantifier and without `IfExists`, such as `stringequals`. */
  readonly operator: string;
  readonly quantifier: "all" | "any" | undefined;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of a resource's policy, with its principals and conditions; single values are read as lists of one. */
export interface AccessStatement {
  readonly allows: boolean;
  readonly principals: readonly Principal[];
  readonly actions: readonly string[];
  /** Whether the statement covers all actions except `actions`. */
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  /** Whether the statement covers all resources except `resources`. */
  readonly exceptResources: boolean;
  /** All must hold. */
  readonly conditions: readonly Condition[];
}

/** A resource's policy: its statements, or the unknown field that holds it. */
export type AccessPolicy =
  | { readonly state: "known"; readonly path: string; readonly statements: readonly AccessStatement[] }
  | { readonly state: "unknown"; readonly field: UnknownField }
  | { readonly state: "absent" };

type Json = Record<string, unknown>;

/**
 * Reads the policy of a bucket or of an access point. What IAM's grammar does not have is unknown.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readAccessPolicy(field: Field<unknown>): AccessPolicy {
  if (field.state === "absent" || (field.state === "known" && field.value === "")) {
    return { state: "absent" };
  }
  if (field.state === "unknown") {
    return { state: "unknown", field };
  }
  const { path } = field;
  const document = typeof field.value === "string" ? parseJson(field.value) : field.value;
  const list = isObject(document) ? listed(document.Statement) : [];
  return list.length > 0 && list.every(isObject)
    ? { state: "known", path, statements: list.map(statement) }
    : { state: "unknown", field: { state: "unknown", path, reason: "shape" } };
}

function statement(json: Json): AccessStatement {
  return {
    allows: json.Effect === "Allow",
    principals: principalsOf(json),
    actions: strings(json.Action ?? json.NotAction),
    exceptActions: "NotAction" in json,
    resources: strings(json.Resource ?? json.NotResource),
    exceptResources: "NotResource" in json,
    conditions: conditionsOf(json.Condition),
  };
}

const everyone: Principal = { kind: "everyone", value: "*" };
const kinds: Readonly<Record<string, Principal["kind"]>> = {
  AWS: "aws",
  Service: "service",
  CanonicalUser: "canonicalUser",
  Federated: "federated",
};

/** `NotPrincipal` with Allow is everyone but a few; a principal of an unknown kind counts as everyone. */
function principalsOf({ Principal: principal, NotPrincipal: except }: Json): Principal[] {
  if (except !== undefined || !isObject(principal)) {
    return [everyone];
  }
  return Object.entries(principal).flatMap(([kind, values]) =>
    strings(values).map((value) => {
      const known = kinds[kind];
      return value === "*" || known === undefined ? everyone : { kind: known, value };
    }),
  );
}

function conditionsOf(condition: unknown): Condition[] {
  return Object.entries(isObject(condition) ? condition : {}).flatMap(([spelled, keys]) => {
    const [, quantifier, operator = "", suffix] =
      /^(?:for(all|any)values?:)?(.*?)(ifexists)?$/.exec(spelled.toLowerCase()) ?? [];
    return Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
      operator,
      quantifier: quantifier as Condition["quantifier"],
      ifExists: suffix !== undefined,
      key: key.toLowerCase(),
      values: strings(values),
    }));
  });
}

function listed(value: unknown): unknown[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

function strings(value: unknown): string[] {
  return listed(value).flatMap((each) =>
    typeof each === "string" || typeof each === "boolean" || typeof each === "number" ? [String(each)] : [],
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
