import type { BucketRead } from "../../reachability/buckets/bucketReads";
import type { BucketSettings } from "../../reachability/buckets/bucketSettings";
import type { ServedBucket } from "../../reachability/buckets/servedBuckets";
import { type Field, known } from "../../values/field";
import { Glob } from "../../values/globs";
import { TooManyStates } from "../../values/samplePath";
import { findSharedKey, type KeySet } from "../../values/sharedKey";
import { spelt, unknownFinding } from "../findings";
import type { Finding } from "../rule";

const fix = "Remove it, and turn ACLs off by BucketOwnershipControls";

/** Returns whether an ACL is for everyone, or for everyone with an AWS account. */
function isPublic(acl: Field<string>, groups: readonly Field<string>[]): boolean {
  return (
    /^(public-|authenticated-)/.test(known(acl) ?? "") ||
    groups.some((group) => /\/(AllUsers|AuthenticatedUsers)$/.test(known(group) ?? ""))
  );
}

/** Reports public ACLs of a bucket, which let everyone list or change its objects. */
export function openAcls({ acls, obeysAcls }: BucketSettings, { bucket, serves }: ServedBucket): Finding[] {
  const certainty = serves(() => true);
  if (!obeysAcls(bucket) || certainty === "none") {
    return [];
  }
  return acls.get(bucket).flatMap(({ urn, acl, groups }): Finding[] => {
    if (!isPublic(acl, groups)) {
      return acl.state === "unknown"
        ? [unknownFinding(urn, acl, "the bucket of an origin may be public")]
        : [];
    }
    const field = groups.find((group) => isPublic({ state: "absent", path: "" }, [group])) ?? acl;
    const why = `${acl.state === "known" ? spelt(acl) : "this grant"} opens the bucket of an origin to everyone`;
    return [{ urn, path: field.path, why, fix, ...(certainty === "possible" ? { unknown: true } : {}) }];
  });
}

/** Reports public ACLs of objects that behaviors serve. */
export function openObjects(
  { objectAcls, obeysAcls }: BucketSettings,
  { bucket, serves }: ServedBucket,
): Finding[] {
  if (!obeysAcls(bucket)) {
    return [];
  }
  return objectAcls.get(bucket).flatMap(({ urn, key, acl, groups }): Finding[] => {
    const certainty = serves((reads) =>
      key.state === "known" ? mayServe(reads, [keysLike(key.value)]) : true,
    );
    if (certainty === "none") {
      return [];
    }
    if (!isPublic(acl, groups)) {
      const risk = "an object that CloudFront serves may be public";
      return acl.state === "unknown" ? [unknownFinding(urn, acl, risk)] : [];
    }
    const why = "this ACL lets everyone read an object that CloudFront serves, without CloudFront";
    const path = acl.state === "known" ? acl.path : "grants";
    const isUnknown = key.state === "unknown" || certainty === "possible";
    return [{ urn, path, why, fix, ...(isUnknown ? { unknown: true } : {}) }];
  });
}

/** Returns the keys that match a pattern of S3, and none of the others. */
export function keysLike(pattern: string, except: readonly string[] = []): KeySet {
  const globs = except.map((each) => new Glob(each));
  return { folder: "", inside: [new Glob(pattern)], outside: globs, encodes: false };
}

/** Returns whether behaviors serve one of the keys; also if that is too complex to decide. */
export function sharesKeys(reads: readonly BucketRead[], sets: readonly KeySet[]): boolean {
  try {
    return reads.some((read) => sets.some((keys) => findSharedKey(keys, read.keys) !== undefined));
  } catch (error) {
    if (error instanceof TooManyStates) {
      return true;
    }
    throw error;
  }
}

/**
 * Returns whether behaviors serve one of the keys, or nothing at all, since others take all of their paths: their origin then
 * counts as one that no behavior uses.
 */
export function mayServe(reads: readonly BucketRead[], sets: readonly KeySet[]): boolean {
  return sharesKeys(reads, sets) || !sharesKeys(reads, [keysLike("*")]);
}
