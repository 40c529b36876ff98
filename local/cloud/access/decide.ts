import { NotModelled, type Operator, type Statement } from "./policyDocument";

/** An API call to be authorised. */
export interface AccessRequest {
  /** ARN of the calling role. */
  readonly principal: string;
  readonly accountId: string;
  /** `kms:Sign`. */
  readonly action: string;
  /** ARN of the resource. */
  readonly resource: string;
  /** Condition keys of the call, in lower case. */
  readonly context: Readonly<Record<string, string>>;
}

/** The policies that apply to a call. */
export interface Policies {
  /** Policies of the calling role. */
  readonly identity: readonly Statement[];
  /** Policy of the resource, if it has one. */
  readonly resource?: readonly Statement[];
  /**
   * True for KMS keys, whose own policy must allow the caller or delegate to the account's IAM policies. Elsewhere
   * either policy is enough.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
   */
  readonly resourceDecides: boolean;
}

/** The decision, and its reason in words. */
export interface Decision {
  readonly allowed: boolean;
  readonly because: string;
}

/** Matches a pattern of the policy language: `*` any text, `?` one character. */
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

/** Supported condition keys. As at AWS, a condition fails if the call lacks its key. */
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
      if (!conditionKeys.has(name) && !name.startsWith("kms:encryptioncontext:")) {
        throw new NotModelled(`the condition key ${key}`);
      }
      const value = context[name];
      return value !== undefined && patterns.some((pattern) => compare[operator](pattern, value));
    }),
  );
}

/** Returns whether a resource policy's statement names the caller, its account, or neither. */
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

function concerns(
  statement: Statement,
  request: Pick<AccessRequest, "action" | "resource" | "context">,
  anyResource: boolean,
): boolean {
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
 * @throws {NotModelled} if a policy that applies is not understood
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

/** A call by a service of AWS on its own behalf. */
export interface ServiceRequest extends Pick<AccessRequest, "action" | "resource" | "context"> {
  /** `logs.eu-west-1.amazonaws.com` */
  readonly service: string;
}

/**
 * Decides whether the policy of a resource allows a call by a service.
 *
 * @throws {NotModelled} if a policy that applies is not understood
 */
export function allowsService(request: ServiceRequest, policy: readonly Statement[]): boolean {
  const applies = policy.filter(
    ({ Principal, ...statement }) =>
      (Principal === "*" || Principal?.["Service"]?.includes(request.service) === true) &&
      concerns(statement, request, true),
  );
  return applies.length > 0 && applies.every(({ Effect }) => Effect === "Allow");
}
