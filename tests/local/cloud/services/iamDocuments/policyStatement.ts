/** Policy documents as they are read here: every value as a list, nothing refused. */

/** What a document is attached to. */
export interface Attachment {
  /** `identity`: a role's permissions; `trust`: who may assume a role; `resource`: the policy of a resource. */
  readonly kind: "identity" | "trust" | "resource";
  /** ARN of the resource, where it is one resource's. */
  readonly arn?: string;
  /** IAM's prefix of the resource's service. */
  readonly service?: string;
}

/** A test of a condition. */
export interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement, its single values as lists of one. */
export interface ReadStatement {
  readonly elements: readonly string[];
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Principals, each with its kind: `AWS`, `Service`, `Federated`; `*` for everybody. */
  readonly principals: readonly (readonly [kind: string, value: string])[];
  readonly tests: readonly Test[];
}

type Json = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);

function principalsOf(value: unknown): [string, string][] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([kind, given]) =>
        listOf(given).map((one): [string, string] => [kind, one]),
      )
    : listOf(value).map((one) => ["*", one]);
}

/** Reads the statements of a document. */
export function statementsOf(document: string): ReadStatement[] {
  const { Statement } = JSON.parse(document) as Json;
  return (Array.isArray(Statement) ? (Statement as Json[]) : [Statement as Json]).map((one) => ({
    elements: Object.keys(one),
    effect: String(one["Effect"]),
    actions: listOf(one["Action"]),
    resources: listOf(one["Resource"]),
    principals: principalsOf(one["Principal"]),
    tests: Object.entries((one["Condition"] ?? {}) as Json).flatMap(([operator, keys]) =>
      Object.entries(keys as Json).map(([key, values]) => ({ operator, key, values: listOf(values) })),
    ),
  }));
}
