import {
  coversReading,
  isPublicToS3,
  keepsOthersOut,
  readersOf,
  type Trusted,
} from "../../reachability/buckets/bucketReaders";
import type { BucketSettings, PolicyText } from "../../reachability/buckets/bucketSettings";
import type { ServedBucket } from "../../reachability/buckets/servedBuckets";
import { readDocument, type Statement } from "../../values/policyDocuments";
import type { KeySet } from "../../values/sharedKey";
import { unknownFinding } from "../findings";
import type { Finding } from "../rule";
import { keysLike, sharesKeys } from "./bucketAcls";

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
    const { field } = policy;
    const risk = "others may read the bucket of an origin";
    return [{ ...unknownFinding(urn, field, risk), unknown: field.reason === "preview" }];
  }
  if (policy.state === "absent") {
    return [];
  }
  return policy.statements.flatMap((statement, at): Finding[] => {
    if (!statement.allows || !coversReading(statement) || (isRestricted && isPublicToS3(statement))) {
      return [];
    }
    const certainty = served.serves((reads) => sharesKeys(reads, keysOf(statement)));
    const readers = readersOf(statement, trusted);
    if (
      certainty === "none" ||
      readers.kind === "closed" ||
      policy.statements.some((each) => keepsOthersOut(each, statement, trusted))
    ) {
      return [];
    }
    const where = `statement ${at + 1} of this policy`;
    const fix = "Allow it to CloudFront alone, where aws:SourceArn equals the distribution's ARN";
    const found = { urn, path: text.path, fix };
    if (readers.kind === "unknown") {
      const why = `${where} may let others read what CloudFront serves, which depends on ARNs that are not known in preview`;
      return [{ ...found, why, unknown: true }];
    }
    const why = `${where} lets ${readers.who} read what CloudFront serves, without CloudFront`;
    return [{ ...found, why, ...(certainty === "possible" ? { unknown: true } : {}) }];
  });
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
