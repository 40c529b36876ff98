import { NotModelled, type Operator, type Statement } from "./policyDocument";

/** A call that somebody makes. */
export interface AccessRequest {
  /** ARN of the role that calls. */
  readonly principal: string;
  readonly accountId: string;
  /** `kms:Sign`. */
  readonly action: string;
  /** ARN of what the call is about. */
  readonly resource: string;
  /** Condition keys that the call has, by their lower-case names. */
  readonly context: Readonly<Record<string, string>>;
}

/** The policies that bear on a call. */
export interface Policies {
  /** Of the calling role. */
  readonly identity: readonly Statement[];
  /** Of the resource that is called; absent where it has none. */
  readonly resource?: readonly Statement[];
  /**
   * True for KMS keys: the key's own policy must allow the caller, or hand the decision to the account's IAM policies.
   * Elsewhere either policy is enough.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
   */
  readonly resourceDecides: boolean;
}

/** The decision, and in words what it rests on. */
export interface Decision {
  readonly allowed: boolean;
  readonly because: string;
}

/** A pattern of the policy language: `*` any text, `?` one character. */
function matches(pattern: string, value: string): boolean {
  const expression = pattern
    .split("*")
    .map((part) =>
      part
        .split("?")
        .map((literal) => literal.replace(/[.+^${}()|[\]\\]/g, "\\$&"))
        .join("."),
    )
    .join(".*");
  return new RegExp(`^${expression}$`, "s").test(value);
}

const compare: Record<Operator, (pattern: string, value: string) => boolean> = {
  StringEquals: (wanted, value) => wanted === value,
  StringLike: matches,
  ArnEquals: matches,
  ArnLike: matches,
  Bool: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
};

/** Keys that are understood. One that a call does not carry fails its condition, as at AWS. */
const conditionKeys = new Set([
  "kms:signingalgorithm",
  "kms:messagetype",
  "kms:viaservice",
  "aws:securetransport",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:principalarn",
]);

function conditionsHold(statement: Statement, context: AccessRequest["context"]): boolean {
  return (statement.Condition ?? []).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, patterns]) => {
      const name = key.toLowerCase();
      if (!conditionKeys.has(name)) {
        throw new NotModelled(`the condition key ${key}`);
      }
      const value = context[name];
      return value !== undefined && patterns.some((pattern) => compare[operator](pattern, value));
    }),
  );
}

/** How a resource policy's statement names the caller: itself, its whole account, or not. */
function namesCaller(statement: Statement, request: AccessRequest): "directly" | "account" | "no" {
  const principal = statement.Principal;
  if (principal === undefined) {
    return "no";
  }
  const named = principal === "*" ? ["*"] : (principal.AWS ?? []);
  if (named.includes("*") || named.includes(request.principal)) {
    return "directly";
  }
  const account = [request.accountId, `arn:aws:iam::${request.accountId}:root`];
  return named.some((one) => account.includes(one)) ? "account" : "no";
}

function concerns(statement: Statement, request: AccessRequest, anyResource: boolean): boolean {
  const actions = statement.Action.some((action) =>
    matches(action.toLowerCase(), request.action.toLowerCase()),
  );
  const resources = statement.Resource ?? (anyResource ? ["*"] : []);
  return (
    actions &&
    resources.some((resource) => matches(resource, request.resource)) &&
    conditionsHold(statement, request.context)
  );
}

/**
 * Decides whether a call within one account is allowed.
 *
 * @throws {NotModelled} when a policy that bears on the call is not understood
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: AccessRequest, policies: Policies): Decision {
  const identity = policies.identity.filter((statement) => concerns(statement, request, false));
  const resource = (policies.resource ?? []).filter(
    (statement) => namesCaller(statement, request) !== "no" && concerns(statement, request, true),
  );
  if ([...identity, ...resource].some(({ Effect }) => Effect === "Deny")) {
    return { allowed: false, because: "with an explicit deny" };
  }
  if (resource.some((statement) => namesCaller(statement, request) === "directly")) {
    return { allowed: true, because: "the resource-based policy allows it" };
  }
  const handedOver = resource.length > 0 || !policies.resourceDecides;
  if (identity.length > 0 && handedOver) {
    return { allowed: true, because: "an identity-based policy allows it" };
  }
  const missing = handedOver ? "no identity-based policy" : "no resource-based policy";
  return { allowed: false, because: `because ${missing} allows the ${request.action} action` };
}
