/** The grammar of IAM policies, as far as a statement that breaks it could be read as one that grants less. */

type Json = Readonly<Record<string, unknown>>;

const documentElements: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

const statementElements: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

/**
 * Returns the statements of a policy document, or `undefined` for one that AWS refuses: with an unknown element, an element
 * of another type, or an element and its opposite.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function statementsOf(document: unknown): readonly Json[] | undefined {
  if (!isObject(document) || !hasOnly(document, documentElements)) {
    return undefined;
  }
  const { Statement: statements } = document;
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return list.every(isStatement) ? list : undefined;
}

function isStatement(value: unknown): value is Json {
  if (!isObject(value) || !hasOnly(value, statementElements)) {
    return false;
  }
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = value;
  return (
    (Effect === "Allow" || Effect === "Deny") &&
    (Action === undefined) !== (NotAction === undefined) &&
    (Resource === undefined || NotResource === undefined) &&
    (Principal === undefined || NotPrincipal === undefined) &&
    [Action, NotAction, Resource, NotResource].every((each) => each === undefined || isOneOrMore(each)) &&
    [Principal, NotPrincipal].every((each) => each === undefined || isPrincipal(each)) &&
    (Condition === undefined || isCondition(Condition))
  );
}

function isPrincipal(value: unknown): boolean {
  return typeof value === "string" || (isObject(value) && Object.values(value).every(isOneOrMore));
}

function isCondition(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).every((keys) => isObject(keys) && Object.values(keys).every(isOneOrMore))
  );
}

/** AWS reads a single value as a list of one, and numbers and booleans as their texts. */
function isOneOrMore(value: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every((each) => ["string", "number", "boolean"].includes(typeof each));
}

function hasOnly(value: Json, names: ReadonlySet<string>): boolean {
  return Object.keys(value).every((name) => names.has(name));
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
