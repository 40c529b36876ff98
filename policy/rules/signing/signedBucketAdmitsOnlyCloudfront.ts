import type { Options } from "../../options/options";
import { type BucketRead, bucketReads } from "../../reachability/buckets/bucketReads";
import { bucketSettings } from "../../reachability/buckets/bucketSettings";
import { trustedBy } from "../../reachability/buckets/trustedReaders";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { quoted, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { openAcls, openObjects } from "./bucketAcls";
import { openPolicies } from "./bucketPolicies";

/** Buckets with signed content are read by the stack's distributions alone. */
export const signedBucketAdmitsOnlyCloudfront: Rule = {
  name: "signed-bucket-admits-only-cloudfront",
  displayName: "Signed bucket admits only CloudFront",
  description:
    "The objects that signed behaviors serve can be read only through this stack's distributions, or by its own account.",
  rationale:
    "Whoever can read a bucket directly, or through a distribution of their own, needs no signature. A policy for " +
    "CloudFront that does not name the distribution admits every distribution of every account.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "s3", "network exposure"],
  remediationSteps:
    "Allow s3:GetObject to cloudfront.amazonaws.com alone, with the condition StringEquals aws:SourceArn and the ARNs of " +
    "this stack's distributions; set objectOwnership to BucketOwnerEnforced, which turns ACLs off; keep public objects " +
    "in another bucket. Buckets that only public behaviors read are not checked, since anyone may have their objects.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.bucket, t.bucketPolicy, t.bucketAcl, t.accessPoint, t.originAccessControl],
  options: ["adminCidrs"],
  onUnknown: "defer",
  check: findings,
};

function findings(model: StackModel, options: Options): Finding[] {
  const signed = bucketReads(model).filter((read) => known(read.signed) !== false);
  if (signed.length === 0) {
    return [];
  }
  const byBucket = new MultiMap<BucketRead>();
  for (const read of signed) {
    for (const bucket of read.buckets) {
      byBucket.add(bucket, read);
    }
  }
  const settings = bucketSettings(model);
  const trusted = trustedBy(model, options.adminCidrs);
  const buckets = [...new Set(signed.flatMap((read) => read.buckets))];
  return [
    ...unsignedRequests(model, signed),
    ...buckets.flatMap((bucket) => {
      const reads = byBucket.get(bucket);
      const found = [
        ...openAcls(settings, bucket),
        ...openObjects(settings, bucket, reads),
        ...openPolicies(settings, bucket, reads, trusted),
        ...outside(model, bucket, reads, settings.policies.get(bucket).length > 0),
      ];
      const isCertain = reads.some((read) => read.isCertain);
      return isCertain ? found : found.map((each) => ({ ...each, unknown: true }));
    }),
  ];
}

/** Reports a bucket outside the stack, unless its policy is in the stack. */
function outside(
  model: StackModel,
  bucket: string,
  reads: readonly BucketRead[],
  hasPolicy: boolean,
): Finding[] {
  const [read] = reads;
  if (read === undefined || hasPolicy || model.links.resource(bucket) !== undefined) {
    return [];
  }
  const { origin, distribution } = read;
  const why = `the bucket of origin ${quoted(known(origin.id))} is not in this stack, so it is not known who can read it`;
  const fix = "Create the bucket, or at least its policy, in this stack";
  return [{ urn: distribution.urn, path: origin.domainName.path, why, fix }];
}

/** Reports signed behaviors whose requests to a bucket CloudFront does not sign, and buckets that are not known. */
function unsignedRequests(model: StackModel, signed: readonly BucketRead[]): Finding[] {
  const controls = new Map(model.originAccessControls.map((control) => [control.urn, control]));
  const seen = new Set<unknown>();
  return signed.flatMap(({ distribution: { urn }, origin, buckets }): Finding[] => {
    if (seen.has(origin)) {
      return [];
    }
    seen.add(origin);
    const name = quoted(known(origin.id));
    if (buckets.length === 0 && origin.domainName.state === "unknown") {
      return [
        unknownFinding(urn, origin.domainName, `it is not known who can read the bucket of origin ${name}`),
      ];
    }
    const link = model.links.to(urn, origin.accessControl, t.originAccessControl);
    const linked = (link.state === "inside" ? link.urns : []).flatMap((each) => controls.get(each) ?? []);
    return linked.flatMap(({ urn: control, originType, signing }): Finding[] => {
      const isNever = known(signing) === "never";
      if (!isNever && known(originType) === "s3") {
        return [];
      }
      const field = isNever ? signing : originType;
      const why = `CloudFront does not sign its requests to the bucket of origin ${name}, so they need a public bucket`;
      const fix = isNever ? "Set it to always" : "Set it to s3";
      const unknown = linked.length > 1 || field.state === "unknown" ? { unknown: true } : {};
      return [{ urn: control, path: field.path, why, fix, ...unknown }];
    });
  });
}
