import { type BucketRead, bucketReads } from "../../reachability/buckets/bucketReads";
import { nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { known, type UnknownField } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { TooManyStates } from "../../values/samplePath";
import { findSharedKey, type SharedKey } from "../../values/sharedKey";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Objects that a signed behavior serves are served by no other behavior. */
export const signedObjectNeedsTrustedKeyGroups: Rule = {
  name: "signed-object-needs-trusted-key-groups",
  displayName: "Signed object needs trusted key groups",
  description:
    "No object of a bucket that a signed behavior serves is served by a behavior without key groups, of any distribution.",
  rationale:
    "The key of an object is the origin's originPath and the decoded path. CloudFront compares the path with patterns " +
    "before it is decoded, so a path such as /premium%2Fa meets another behavior than /premium/a and can read the same " +
    "object. Another originPath, an origin group or another distribution can do the same.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "s3", "tiers"],
  remediationSteps:
    "Keep signed objects in a bucket of their own, or give each origin of the bucket an originPath so that no public one " +
    "contains a signed one. One bucket also works where the default behavior is signed and each public behavior has a " +
    "pattern such as /assets/*.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.bucket],
  options: [],
  onUnknown: "defer",
  check: findings,
};

function findings(model: StackModel): Finding[] {
  const reads = bucketReads(model);
  const signed = signedReads(reads);
  return reads
    .filter((read) => known(read.signed) !== true)
    .flatMap((read) => {
      const others = [...new Set(read.buckets.flatMap((bucket) => signed.get(bucket)))];
      const found = others.flatMap((other) => conflict(other, read) ?? []);
      return found.find((each) => each.unknown !== true) ?? found.slice(0, 1);
    });
}

/** Groups signed reads by bucket; of those that read the same objects, one is enough. */
function signedReads(reads: readonly BucketRead[]): MultiMap<BucketRead> {
  const byBucket = new MultiMap<BucketRead>();
  const seen = new Set<string>();
  for (const read of reads.filter(({ signed }) => known(signed) === true)) {
    for (const bucket of read.buckets) {
      const { folder, inside, outside } = read.keys;
      const patterns = [
        ...inside.map(({ pattern }) => pattern),
        "not",
        ...outside.map(({ pattern }) => pattern),
      ];
      const own = read.isCertain && read.unknown === undefined ? "" : read.distribution.urn;
      const objects = [bucket, folder, ...patterns, own].join(" ");
      if (!seen.has(objects)) {
        seen.add(objects);
        byBucket.add(bucket, read);
      }
    }
  }
  return byBucket;
}

/** Returns a finding if a behavior without key groups reads an object of a signed one. */
function conflict(signed: BucketRead, open: BucketRead): Finding | undefined {
  const { behavior, distribution } = open;
  const name = nameOf(behavior);
  const at = { urn: distribution.urn, path: behavior.targetOrigin.path };
  let shared: SharedKey | undefined;
  try {
    shared = findSharedKey(signed.keys, open.keys);
  } catch (error) {
    if (!(error instanceof TooManyStates)) {
      throw error;
    }
    const why = `the patterns are too complex to decide whether ${name} serves objects of ${nameOf(signed.behavior)}`;
    return { ...at, why, fix: "Use fewer * in the patterns, or a bucket for each tier" };
  }
  if (shared === undefined) {
    return undefined;
  }
  const unknown = deciding(signed, open);
  if (unknown !== undefined) {
    const risk = `${name} may serve objects that ${nameOf(signed.behavior)} serves with a signature`;
    return { ...unknownFinding(at.urn, unknown, risk), unknown: unknown.reason === "preview" };
  }
  const why =
    `the object ${shared.key}, which needs a signature in ${nameOf(signed.behavior)}, is served without one by ${name} ` +
    `as ${shared.path}`;
  return {
    ...at,
    why,
    fix: "Give each tier a bucket of its own, or an originPath that the other does not contain",
  };
}

/** Returns the unknown field that decides whether both read the same objects. */
function deciding(signed: BucketRead, open: BucketRead): UnknownField | undefined {
  const isSameOrigin = signed.origin === open.origin;
  const bucket = [open, signed].find(({ isCertain }) => !isCertain && !isSameOrigin)?.origin.domainName;
  return [signed.unknown, open.unknown, open.signed, bucket].find((field) => field?.state === "unknown");
}
