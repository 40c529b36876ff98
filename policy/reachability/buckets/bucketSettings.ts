import { resourceTypes as t } from "../../resources/resourceTypes";
import type { BucketAcl, BucketPolicy, Ownership, PublicAccessBlock } from "../../resources/storage/buckets";
import type { ObjectAcl } from "../../resources/storage/objects";
import type { StackModel } from "../../stack/stack";
import { type Field, is, known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { bucketIds } from "./bucketReads";

/** A policy by which a bucket is read: its own, or that of an access point. */
export interface PolicyText {
  readonly urn: string;
  readonly text: Field<unknown>;
  /** Whether an access point leaves a public policy to the own account; undefined for the bucket's policy. */
  readonly restricts?: boolean;
}

/** What decides who can read a bucket, by the ids that `bucketReads` gives to buckets. */
export interface BucketSettings {
  readonly acls: MultiMap<BucketAcl>;
  readonly objectAcls: MultiMap<ObjectAcl>;
  readonly policies: MultiMap<PolicyText>;
  /** Whether ACLs count: neither the access block nor the ownership of objects turns them off. */
  readonly obeysAcls: (bucket: string) => boolean;
  /** Whether a public policy is left to the own account. */
  readonly restricts: (bucket: string) => boolean;
}

/** Collects the settings of all buckets. */
export function bucketSettings(model: StackModel): BucketSettings {
  const add = <T extends { urn: string; bucket: Field<string> }>(all: readonly T[]): MultiMap<T> => {
    const map = new MultiMap<T>();
    for (const each of all) {
      const isBucket = each.bucket.state === "absent";
      for (const id of isBucket ? [each.urn] : bucketIds(model, each.urn, each.bucket)) {
        map.add(id, each);
      }
    }
    return map;
  };
  const blocks = add<PublicAccessBlock>(model.publicAccessBlocks);
  const ownerships = add<Ownership>(model.ownerships);
  const own = add<BucketPolicy>(model.bucketPolicies);
  const acls = add<BucketAcl>(model.bucketAcls.filter(({ bucket }) => bucket.state !== "absent"));
  const policies = new MultiMap<PolicyText>();
  for (const each of model.bucketPolicies) {
    for (const id of bucketIds(model, each.urn, each.bucket)) {
      policies.add(id, each);
    }
  }
  // After a refresh, a bucket's outputs repeat what other resources of the stack have set.
  for (const each of model.inlineBucketPolicies) {
    if (own.get(each.urn).length === 0 || model.isArgument(each.urn, "policy")) {
      policies.add(each.urn, each);
    }
  }
  for (const each of model.bucketAcls.filter(
    ({ urn, bucket }) => bucket.state === "absent" && acls.get(urn).length === 0,
  )) {
    acls.add(each.urn, each);
  }
  addAccessPoints(model, policies);
  const accountIgnores = model.accountAccessBlocks.some(({ ignoresAcls }) => is(ignoresAcls, true));
  const accountRestricts = model.accountAccessBlocks.some(({ restricts }) => is(restricts, true));
  return {
    acls,
    objectAcls: add<ObjectAcl>(model.objectAcls),
    policies,
    obeysAcls: (bucket) =>
      !accountIgnores &&
      !blocks.get(bucket).some(({ ignoresAcls }) => is(ignoresAcls, true)) &&
      !ownerships.get(bucket).some(({ ownership }) => is(ownership, "BucketOwnerEnforced")),
    restricts: (bucket) =>
      accountRestricts || blocks.get(bucket).some(({ restricts }) => is(restricts, true)),
  };
}

/**
 * Adds the policies of access points, except those that work in one VPC only.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
 */
function addAccessPoints(model: StackModel, policies: MultiMap<PolicyText>): void {
  const bucketsOf = new MultiMap<string>();
  const restricting = new Set<string>();
  for (const { urn, buckets, policy, restricts, vpc } of model.accessPoints) {
    if (vpc.state === "known") {
      continue;
    }
    bucketsOf.add(urn, ...buckets.flatMap((bucket) => bucketIds(model, urn, bucket)));
    if (restricts.state === "absent" || known(restricts) === true) {
      restricting.add(urn);
    }
    for (const id of policy.state === "absent" ? [] : bucketsOf.get(urn)) {
      policies.add(id, { urn, text: policy, restricts: restricting.has(urn) });
    }
  }
  for (const { urn, accessPoint, policy } of model.accessPointPolicies) {
    const link = model.links.to(urn, accessPoint, t.accessPoint, t.multiRegionAccessPoint);
    const named = model.accessPoints.filter(
      ({ name }) =>
        name.state === "known" && accessPoint.state === "known" && name.value === accessPoint.value,
    );
    const points = link.state === "inside" ? link.urns : named.map((each) => each.urn);
    const restricts = points.length > 0 && points.every((each) => restricting.has(each));
    for (const id of points.flatMap((each) => bucketsOf.get(each))) {
      policies.add(id, { urn, text: policy, restricts });
    }
  }
}
