import {
  coversReading,
  keepsOthersOut,
  readersOf,
  type Trusted,
} from "../../reachability/buckets/bucketReaders";
import type { BucketRead } from "../../reachability/buckets/bucketReads";
import type { BucketSettings, PolicyText } from "../../reachability/buckets/bucketSettings";
import { type AccessStatement, readAccessPolicy } from "../../values/accessPolicies";
import type { KeySet } from "../../values/sharedKey";
import { unknownFinding } from "../findings";
import type { Finding } from "../rule";
import { keysLike, sharesKeys } from "./bucketAcls";

/** Reports policies of a bucket and of its access points that let others read signed objects. */
export function openPolicies(
  { policies }: BucketSettings,
  bucket: string,
  reads: readonly BucketRead[],
  trusted: Trusted,
): Finding[] {
  return policies.get(bucket).flatMap((policy) => findingsIn(policy, reads, trusted));
}

function findingsIn({ urn, text }: PolicyText, reads: readonly BucketRead[], trusted: Trusted): Finding[] {
  const policy = readAccessPolicy(text);
  if (policy.state === "unknown") {
    const { field } = policy;
    const risk = "others may read a bucket with signed objects";
    return [{ ...unknownFinding(urn, field, risk), unknown: field.reason === "preview" }];
  }
  if (policy.state === "absent") {
    return [];
  }
  return policy.statements.flatMap((statement, at): Finding[] => {
    if (!statement.allows || !coversReading(statement) || !sharesKeys(reads, keysOf(statement))) {
      return [];
    }
    const readers = readersOf(statement, trusted);
    if (
      readers.kind === "closed" ||
      policy.statements.some((each) => keepsOthersOut(each, statement, trusted))
    ) {
      return [];
    }
    const where = `statement ${at + 1} of this policy`;
    const fix = "Allow it to CloudFront alone, where aws:SourceArn equals the distribution's ARN";
    return readers.kind === "unknown"
      ? [
          {
            urn,
            path: text.path,
            why: `${where} may let others read objects that signed behaviors serve, which depends on ARNs that are not known in preview`,
            fix,
            unknown: true,
          },
        ]
      : [
          {
            urn,
            path: text.path,
            why: `${where} lets ${readers.who} read objects that signed behaviors serve`,
            fix,
          },
        ];
  });
}

/** Returns the keys that a statement is about. A variable of the policy counts as any text. */
function keysOf({ resources, exceptResources }: AccessStatement): KeySet[] {
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
