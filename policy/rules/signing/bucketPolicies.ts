import {
  admitsEveryone,
  coversReading,
  isPublicToS3,
  keepsOthersOut,
  readersOf,
  type Trusted,
  writingIn,
} from "../../reachability/buckets/bucketReaders";
import type { BucketSettings, PolicyText } from "../../reachability/buckets/bucketSettings";
import { areSigned, type ServedBucket } from "../../reachability/buckets/servedBuckets";
import { readDocument, type Statement } from "../../values/policyDocuments";
import type { KeySet } from "../../values/sharedKey";
import { unknownFinding } from "../findings";
import type { Finding } from "../rule";
import { keysLike, mayServe, sharesKeys } from "./bucketAcls";

/** Reports policies of a bucket and of its access points that let others read what distributions serve. */
export function openPolicies(settings: BucketSettings, served: ServedBucket, trusted: Trusted): Finding[] {
  const isRestricted = settings.restricts(served.bucket);
  return settings.policies
    .get(served.bucket)
    .flatMap((policy) => findingsIn(policy, served, trusted, isRestricted || policy.restricts === true));
}

function findingsIn(
  { urn, text }: PolicyText,
  served: ServedBucket,
  trusted: Trusted,
  isRestricted: boolean,
): Finding[] {
  const policy = readDocument(text);
  if (policy.state === "unknown") {
    return [unknownFinding(urn, policy.field, "others may read the bucket of an origin")];
  }
  if (policy.state === "absent") {
    return [];
  }
  return policy.statements.flatMap((statement, at): Finding[] => {
    if (!statement.allows || (isRestricted && isPublicToS3(statement))) {
      return [];
    }
    const where = { urn, path: text.path, name: `statement ${at + 1} of this policy` };
    const found = openReading(where, statement, policy.statements, served, trusted);
    return found.length > 0 ? found : openWriting(where, statement, policy.statements, served, trusted);
  });
}

/** Where a statement is, and how a message calls it. */
interface Place {
  readonly urn: string;
  readonly path: string;
  readonly name: string;
}

function openReading(
  { urn, path, name }: Place,
  statement: Statement,
  all: readonly Statement[],
  served: ServedBucket,
  trusted: Trusted,
): Finding[] {
  if (!coversReading(statement)) {
    return [];
  }
  const certainty = served.serves((reads) => mayServe(reads, keysOf(statement)));
  const readers = readersOf(statement, trusted);
  if (
    certainty === "none" ||
    readers.kind === "closed" ||
    all.some((each) => keepsOthersOut(each, statement, trusted))
  ) {
    return [];
  }
  const fix = "Allow it to CloudFront alone, where aws:SourceArn equals the distribution's ARN";
  const found = { urn, path, fix };
  if (readers.kind === "unknown") {
    const why = `${name} may let others read what CloudFront serves, which depends on ARNs that are not known in preview`;
    return [{ ...found, why, unknown: true }];
  }
  const why = `${name} lets ${readers.who} read what CloudFront serves, without CloudFront`;
  return [{ ...found, why, ...(certainty === "possible" ? { unknown: true } : {}) }];
}

/** Reports that everyone can change objects that behaviors serve with a signature, or what protects them. */
function openWriting(
  { urn, path, name }: Place,
  statement: Statement,
  all: readonly Statement[],
  served: ServedBucket,
  trusted: Trusted,
): Finding[] {
  const { objects, bucket } = writingIn(statement);
  const actions = [...objects, ...bucket];
  if (
    actions.length === 0 ||
    !admitsEveryone(statement, trusted) ||
    all.some((each) => keepsOthersOut(each, statement, trusted, actions))
  ) {
    return [];
  }
  const certainty = served.serves((reads) => {
    const signed = reads.filter((read) => areSigned([read]));
    const isOfObjects = objects.length > 0 && sharesKeys(signed, keysOf(statement));
    return isOfObjects || (bucket.length > 0 && signed.length > 0 && coversBucket(statement));
  });
  if (certainty === "none") {
    return [];
  }
  const why = `${name} lets everyone change what CloudFront serves with a signature`;
  const fix = "Allow it to the roles that publish the objects, and to nobody else";
  return [{ urn, path, why, fix, ...(certainty === "possible" ? { unknown: true } : {}) }];
}

/** Returns whether a statement is about a bucket itself, not only about its objects. */
function coversBucket({ resources, exceptResources }: Statement): boolean {
  return exceptResources || resources.some((resource) => !resource.includes("/"));
}

/** Returns the keys that a statement is about. A variable of the policy counts as any text. */
function keysOf({ resources, exceptResources }: Statement): KeySet[] {
  const patterns = resources.map((resource) => resource.replace(/\$\{[^}]*\}/g, "*"));
  if (exceptResources) {
    const excepted = patterns.flatMap((pattern) => objectsIn(pattern) ?? []);
    return [keysLike("*", excepted)];
  }
  return patterns.flatMap((pattern) => {
    const key = /^[^*?]*$/.test(pattern) ? objectsIn(pattern) : (objectsIn(pattern) ?? "*");
    return key === undefined ? [] : [keysLike(key)];
  });
}

/** Returns the pattern of keys in an ARN of objects of one bucket or access point. */
function objectsIn(arn: string): string | undefined {
  return (
    /^arn:[\w-]+:s3:[^*?/]*:accesspoint[:/][^*?/]+\/object\/(.*)$/.exec(arn)?.[1] ??
    /^arn:[\w-]+:s3:::[^*?/]+\/(.*)$/.exec(arn)?.[1]
  );
}
