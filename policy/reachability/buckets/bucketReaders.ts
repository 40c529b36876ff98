import type { AccessStatement, Condition, Principal } from "../../values/accessPolicies";
import { matchesIam } from "../../values/policyDocuments";
import { parseRange, publicPart, type Range, subtract } from "../../values/ranges";

/** What a policy's principals and conditions are compared with. */
export interface Trusted {
  /** ARNs of the stack's distributions. */
  readonly distributions: ReadonlySet<string>;
  /** Whether all ARNs of distributions are known. */
  readonly isComplete: boolean;
  /** The stack's own account; undefined before an ARN of it is known. */
  readonly account: string | undefined;
  /** Ids and canonical user ids of the origin access identities of the stack. */
  readonly identities: ReadonlySet<string>;
  /** The administrators' networks. */
  readonly admins: readonly Range[];
}

/** Who a statement lets in: nobody but CloudFront and the own account, someone else, or not known. */
export type Readers =
  | { readonly kind: "closed" }
  | { readonly kind: "unknown" }
  | { readonly kind: "open"; readonly who: string };

const closed: Readers = { kind: "closed" };
const unknown: Readers = { kind: "unknown" };
const open = (who: string): Readers => ({ kind: "open", who });

/** The actions that read an object. */
const reading = ["s3:GetObject", "s3:GetObjectVersion"];

/** Returns whether a statement covers an action that reads objects. */
export function coversReading(statement: AccessStatement): boolean {
  return reading.some((action) => covers(statement, action));
}

function covers({ actions, exceptActions }: AccessStatement, action: string): boolean {
  return actions.some((pattern) => matchesIam(pattern, action)) !== exceptActions;
}

/**
 * Returns who can read objects by a statement, other than the stack's distributions and its own account. Every condition
 * has to hold, so one that admits only those is enough.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function readersOf({ principals, conditions }: AccessStatement, trusted: Trusted): Readers {
  return widest(
    principals.map((principal) => {
      const own = readersAs(principal, trusted);
      const limits = conditions.map((condition) => readersUnder(condition, principal, trusted));
      return narrowest([own, ...limits.filter((each) => each !== undefined)]);
    }),
  );
}

/**
 * Returns whether a Deny keeps out everyone but the stack's distributions and its own account from what a statement
 * allows: one with a single, negated condition, which also holds where its key is absent.
 */
export function keepsOthersOut(
  statement: AccessStatement,
  allow: AccessStatement,
  trusted: Trusted,
): boolean {
  const { allows, principals, conditions, resources, exceptResources } = statement;
  const [condition] = conditions;
  const coversAll =
    principals.some(({ kind }) => kind === "everyone") &&
    !exceptResources &&
    resources.some((each) => /^(\*|arn:[\w-]+:s3:::[^*?/]+\/\*)$/.test(each)) &&
    reading.filter((action) => covers(allow, action)).every((action) => covers(statement, action));
  if (allows || condition === undefined || conditions.length > 1 || !coversAll) {
    return false;
  }
  const positive = condition.operator.replace("not", "");
  if (positive === condition.operator || condition.quantifier !== undefined) {
    return false;
  }
  const everyone = { kind: "everyone", value: "*" } as const;
  return (
    readersUnder({ ...condition, operator: positive, ifExists: false }, everyone, trusted)?.kind === "closed"
  );
}

const rank = { closed: 0, unknown: 1, open: 2 } as const;

function widest(all: readonly Readers[]): Readers {
  return all.reduce((most, each) => (rank[each.kind] > rank[most.kind] ? each : most), closed);
}

/** A later one, of a condition, describes the readers better than the principal. */
function narrowest(all: readonly Readers[]): Readers {
  return all.reduce((least, each) => (rank[each.kind] <= rank[least.kind] ? each : least), open(""));
}

function readersAs({ kind, value }: Principal, trusted: Trusted): Readers {
  switch (kind) {
    case "everyone":
      return open("everyone");
    case "service":
      return open(
        value === "cloudfront.amazonaws.com"
          ? "every distribution, of any account,"
          : "an AWS service, for any account,",
      );
    case "federated":
      return open("users of an identity provider");
    case "canonicalUser":
      return trusted.identities.has(value) ? closed : open("an account by its canonical user id");
    case "aws":
      return accountOrIdentity(value, trusted);
  }
}

function accountOrIdentity(value: string, trusted: Trusted): Readers {
  const [, identity] = /^arn:aws[\w-]*:iam::cloudfront:user\/.*\b(E[A-Z0-9]+)$/.exec(value) ?? [];
  if (identity !== undefined) {
    return trusted.identities.has(identity)
      ? closed
      : open("an origin access identity that no distribution of this stack uses");
  }
  // The id of a principal that was deleted lets nobody in.
  return /^A[A-Z0-9]{15,}$/.test(value) ? closed : ofAccount(value, trusted);
}

/** Compares the account of an ARN, or an account id. */
function ofAccount(value: string, { account }: Trusted): Readers {
  const [, id] = /^(?:arn:[\w-]+:[\w-]*:[\w-]*:)?(\d{12})(?::|$)/.exec(value) ?? [];
  if (id === undefined || (account !== undefined && id !== account)) {
    return open("another account");
  }
  return account === undefined ? unknown : closed;
}

const positive = ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"];

/** Returns whom a condition lets in, or `undefined` for one that does not limit who reads. */
function readersUnder(
  { operator, quantifier, ifExists, key, values }: Condition,
  principal: Principal,
  trusted: Trusted,
): Readers | undefined {
  if (ifExists || quantifier === "all" || values.length === 0) {
    return undefined;
  }
  if (key === "aws:sourceip") {
    return operator === "ipaddress" ? fromAddresses(values, trusted) : undefined;
  }
  if (!positive.includes(operator)) {
    return undefined;
  }
  const each = (judge: (value: string) => Readers) => widest(values.map(judge));
  switch (key) {
    case "aws:sourcearn":
      return each((value) => fromSource(value, principal, trusted));
    case "aws:sourceaccount":
      return principal.kind === "service" && principal.value !== "cloudfront.amazonaws.com"
        ? each((value) => ofAccount(value, trusted))
        : open("every distribution of an account");
    case "aws:principalaccount":
    case "aws:principalarn":
    case "s3:dataaccesspointaccount":
    case "s3:dataaccesspointarn":
      return each((value) => ofAccount(value, trusted));
    case "aws:principalorgid":
    case "aws:principalorgpaths":
      return open("other accounts of the organization");
    case "aws:userid":
      return each((value) => (/^(A[A-Z0-9]{15,}|\d{12})(:.*)?$/.test(value) ? closed : open("everyone")));
    case "aws:sourcevpc":
    case "aws:sourcevpce":
      return each((value) => (/[*?]/.test(value) ? open("every VPC") : closed));
    default:
      return undefined;
  }
}

function fromSource(value: string, principal: Principal, trusted: Trusted): Readers {
  if (
    !/:cloudfront:|[*?]/.test(value) ||
    (principal.kind === "service" && !principal.value.startsWith("cloudfront."))
  ) {
    return ofAccount(value, trusted);
  }
  if (/[*?]/.test(value)) {
    return open("every distribution that a pattern matches");
  }
  if (trusted.distributions.has(value)) {
    return closed;
  }
  return trusted.isComplete ? open("a distribution outside this stack") : unknown;
}

function fromAddresses(values: readonly string[], { admins }: Trusted): Readers {
  const ranges = values.map(parseRange);
  const isAdmin = ranges.every(
    (range) => range !== undefined && subtract(publicPart([range]), admins).length === 0,
  );
  return isAdmin ? closed : open("clients by their address");
}
