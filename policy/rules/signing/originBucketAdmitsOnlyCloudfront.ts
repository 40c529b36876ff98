import type { Options } from "../../options/options";
import { type BucketOrigin, bucketOrigins } from "../../reachability/buckets/bucketReads";
import { type BucketSettings, bucketSettings } from "../../reachability/buckets/bucketSettings";
import { areSigned, type ServedBucket, servedBuckets } from "../../reachability/buckets/servedBuckets";
import { trustedBy } from "../../reachability/buckets/trustedReaders";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { quoted, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { openAcls, openObjects } from "./bucketAcls";
import { openPolicies } from "./bucketPolicies";

/** Buckets behind CloudFront are read by the stack's distributions alone. */
export const originBucketAdmitsOnlyCloudfront: Rule = {
  name: "origin-bucket-admits-only-cloudfront",
  displayName: "Origin bucket admits only CloudFront",
  description:
    "The objects that CloudFront serves can be read only through this stack's distributions, or by its own account, and not " +
    "everyone can change those that need a signature.",
  rationale:
    "Whoever can read a bucket directly, or through a distribution of their own, needs no signature, and passes the web " +
    "ACL. A policy for CloudFront that does not name the distribution admits every distribution of every account.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "s3", "network exposure"],
  remediationSteps:
    "Allow s3:GetObject to cloudfront.amazonaws.com alone, with the condition StringEquals aws:SourceArn and the ARNs of " +
    "this stack's distributions; set objectOwnership to BucketOwnerEnforced, which turns ACLs off; keep objects that " +
    "everyone may read without CloudFront in a bucket that is no origin. This holds for buckets of public behaviors, too: " +
    "a preview does not show which bucket is which.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.bucket, t.bucketPolicy, t.bucketAcl, t.accessPoint, t.originAccessControl],
  options: ["adminCidrs"],
  onUnknown: "defer",
  check: findings,
};

function findings(model: StackModel, options: Options): Finding[] {
  const served = servedBuckets(model);
  const used = new Set(served.flatMap(({ reads }) => reads.map(({ origin }) => origin)));
  const settings = bucketSettings(model);
  const trusted = trustedBy(model, options.adminCidrs);
  return [
    ...bucketOrigins(model)
      .filter(({ buckets, origin }) => buckets.length === 0 || used.has(origin))
      .flatMap((each) => unsignedRequests(model, each)),
    ...served.flatMap((each) => [
      ...openAcls(settings, each),
      ...openObjects(settings, each),
      ...openPolicies(settings, each, trusted),
      ...outside(model, each, settings),
    ]),
  ];
}

/** Reports a bucket outside the stack, unless its policy is in the stack; as advice if all of it is public. */
function outside(model: StackModel, { bucket, reads }: ServedBucket, settings: BucketSettings): Finding[] {
  const [read] = reads;
  if (
    read === undefined ||
    settings.policies.get(bucket).length > 0 ||
    model.links.resource(bucket) !== undefined
  ) {
    return [];
  }
  const { origin, distribution } = read;
  const why = `the bucket of origin ${quoted(known(origin.id))} is not in this stack, so it is not known who can read it`;
  const fix = "Create the bucket, or at least its policy, in this stack";
  const found = { urn: distribution.urn, path: origin.domainName.path, why, fix };
  return [areSigned(reads) ? found : { ...found, level: "advisory" }];
}

/** Reports an origin whose requests CloudFront does not sign, or whose bucket is not known. */
function unsignedRequests(
  model: StackModel,
  { distribution: { urn }, origin, buckets }: BucketOrigin,
): Finding[] {
  const name = quoted(known(origin.id));
  if (buckets.length === 0 && origin.domainName.state === "unknown") {
    return [
      unknownFinding(urn, origin.domainName, `it is not known who can read the bucket of origin ${name}`),
    ];
  }
  const link = model.links.to(urn, origin.accessControl, t.originAccessControl);
  const urns = link.state === "inside" ? link.urns : [];
  const linked = model.originAccessControls.filter((control) => urns.includes(control.urn));
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
}
