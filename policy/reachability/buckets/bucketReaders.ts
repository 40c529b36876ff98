import {
  type Condition,
  coversAction,
  type Operator,
  operatorOf,
  type Principal,
  type Statement,
} from "../../values/policyDocuments";
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

const everybody = "everyone";

const everyone: Principal = { kind: "*", value: "*" };

/**
 * The actions that replace or delete an object, or let others read it.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const objectWriting = [
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutObject",
  "s3:PutObjectAcl",
  "s3:PutObjectVersionAcl",
  "s3:ReplicateDelete",
  "s3:ReplicateObject",
];

/** The actions on a bucket that do the same to all of its objects. */
const bucketWriting = [
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketWebsite",
  "s3:PutLifecycleConfiguration",
  "s3:PutReplicationConfiguration",
];

/** Returns whether a statement covers an action that reads objects. */
export function coversReading(statement: Statement): boolean {
  return reading.some((action) => coversAction(statement, action));
}

/** Returns the actions of a statement that change objects, on objects or on their bucket. */
export function writingIn(statement: Statement): { objects: readonly string[]; bucket: readonly string[] } {
  const covered = (actions: readonly string[]) => actions.filter((action) => coversAction(statement, action));
  return { objects: covered(objectWriting), bucket: covered(bucketWriting) };
}

/** Returns whether a statement is for everyone, whatever else it asks. */
export function admitsEveryone(statement: Statement, trusted: Trusted): boolean {
  const readers = readersOf(statement, trusted);
  return readers.kind === "open" && readers.who === everybody;
}

/**
 * Returns who can read objects by a statement, other than the stack's distributions and its own account. Every condition
 * has to hold, so one that admits only those is enough.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function readersOf({ namedPrincipals, conditions }: Statement, trusted: Trusted): Readers {
  const principals = namedPrincipals.length === 0 ? [everyone] : namedPrincipals;
  return widest(
    principals.map((principal) => {
      const own = readersAs(principal, trusted);
      const limits = conditions.map((condition) =>
        readersUnder(condition, operatorOf(condition), principal, trusted),
      );
      return narrowest([own, ...limits.filter((each) => each !== undefined)]);
    }),
  );
}

/**
 * Returns whether a Deny keeps out everyone but the stack's distributions and its own account from what a statement
 * allows, of these actions: one without conditions, or with a single, negated one, which also holds where its key is absent.
 */
export function keepsOthersOut(
  statement: Statement,
  allow: Statement,
  trusted: Trusted,
  actions: readonly string[] = reading,
): boolean {
  const { allows, namedPrincipals, exceptPrincipals, conditions, resources, exceptResources } = statement;
  const coversPrincipals =
    exceptPrincipals.length === 0 &&
    (namedPrincipals.some(isEveryone) ||
      allow.namedPrincipals.every(({ kind, value }) =>
        namedPrincipals.some((each) => each.kind === kind && each.value === value),
      ));
  const coversAll =
    coversPrincipals &&
    !exceptResources &&
    resources.some((each) => /^(\*|arn:[\w-]+:s3:::[^*?/]+\/\*)$/.test(each)) &&
    actions
      .filter((action) => coversAction(allow, action))
      .every((action) => coversAction(statement, action));
  const [condition] = conditions;
  if (allows || conditions.length > 1 || !coversAll) {
    return false;
  }
  if (condition === undefined) {
    return !statement.hasConditions;
  }
  const { name, quantifier } = operatorOf(condition);
  const positiveName = name.replace("not", "");
  if (positiveName === name || quantifier !== undefined) {
    return false;
  }
  const operator: Operator = { name: positiveName, quantifier, ifExists: false };
  return readersUnder(condition, operator, everyone, trusted)?.kind === "closed";
}

/**
 * Returns whether S3 calls a statement public, whatever else the policy says: it is for everyone, and no condition limits
 * who they are. RestrictPublicBuckets leaves such a policy to the own account and to AWS services.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicToS3({ namedPrincipals, conditions }: Statement): boolean {
  const limits = /^(aws:(source|principal|userid|vpc)|s3:(dataaccesspoint|x-amz-))/;
  return namedPrincipals.every(isEveryone) && !conditions.some(({ key }) => limits.test(key));
}

function isEveryone({ kind, value }: Principal): boolean {
  return kind === "*" || kind === "other" || value === "*";
}

const rank = { closed: 0, unknown: 1, open: 2 } as const;

function widest(all: readonly Readers[]): Readers {
  return all.reduce((most, each) => (rank[each.kind] > rank[most.kind] ? each : most), closed);
}

/** A later one, of a condition, describes the readers better than the principal. */
function narrowest(all: readonly Readers[]): Readers {
  return all.reduce((least, each) => (rank[each.kind] <= rank[least.kind] ? each : least), open(""));
}

function readersAs(principal: Principal, trusted: Trusted): Readers {
  const { kind, value } = principal;
  if (isEveryone(principal)) {
    return open(everybody);
  }
  switch (kind) {
    case "Service":
      return open(
        value === "cloudfront.amazonaws.com"
          ? "every distribution, of any account,"
          : "an AWS service, for any account,",
      );
    case "Federated":
      return open("users of an identity provider");
    case "CanonicalUser":
      return trusted.identities.has(value) ? closed : open("an account by its canonical user id");
    default:
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
  { key, values }: Condition,
  { name, quantifier, ifExists }: Operator,
  principal: Principal,
  trusted: Trusted,
): Readers | undefined {
  if (ifExists || quantifier === "all" || values.length === 0) {
    return undefined;
  }
  if (key === "aws:sourceip") {
    return name === "ipaddress" ? fromAddresses(values, trusted) : undefined;
  }
  if (!positive.includes(name)) {
    return undefined;
  }
  const each = (judge: (value: string) => Readers) => widest(values.map(judge));
  switch (key) {
    case "aws:sourcearn":
      return each((value) => fromSource(value, principal, trusted));
    case "aws:sourceaccount":
      return principal.kind === "Service" && principal.value !== "cloudfront.amazonaws.com"
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
      return each((value) => (/^(A[A-Z0-9]{15,}|\d{12})(:.*)?$/.test(value) ? closed : open(everybody)));
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
    (principal.kind === "Service" && !principal.value.startsWith("cloudfront."))
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
