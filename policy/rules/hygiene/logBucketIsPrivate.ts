import { resourceTypes as t } from "../../resources/resourceTypes";
import type { BucketAcl, BucketPolicy, PublicAccessBlock } from "../../resources/storage/buckets";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, is, known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { awsBestPractices } from "../awsBestPractices";
import { spelt, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Log buckets are private. */
export const logBucketIsPrivate: Rule = {
  name: "log-bucket-is-private",
  displayName: "Log bucket is private",
  description: "A log bucket blocks all public access, and has no public ACL or policy.",
  rationale: "Access logs show who visits which page.",
  severity: "high",
  enforcementLevel: "advisory",
  tags: ["s3", "logging", "privacy"],
  remediationSteps:
    "Give the bucket a BucketPublicAccessBlock with all four arguments true, and no public ACL or policy.",
  framework: awsBestPractices(
    "S3.2, S3.8",
    "Buckets block public read access and have block public access settings enabled.",
  ),
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  scope: "stack-hygiene",
  types: [t.bucket, t.bucketAcl, t.bucketPolicy, t.bucketPublicAccessBlock],
  options: [],
  onUnknown: "deny",
  check(model) {
    const settings = settingsOf(model);
    return [...logBuckets(model)].flatMap((bucket) => [
      ...blocks(settings, bucket),
      ...settings.acls.get(bucket).flatMap(ofAcl),
      ...settings.policies.get(bucket).flatMap(ofPolicy),
    ]);
  },
};

/** The settings of buckets, by the bucket's URN. */
interface Settings {
  readonly blocks: MultiMap<PublicAccessBlock>;
  readonly acls: MultiMap<BucketAcl>;
  readonly policies: MultiMap<BucketPolicy>;
}

function settingsOf({ links, publicAccessBlocks, bucketAcls, bucketPolicies }: StackModel): Settings {
  const settings = {
    blocks: new MultiMap<PublicAccessBlock>(),
    acls: new MultiMap<BucketAcl>(),
    policies: new MultiMap<BucketPolicy>(),
  };
  const add = <T extends { urn: string; bucket: Field<string> }>(to: MultiMap<T>, all: readonly T[]) => {
    for (const each of all) {
      const own = each.bucket.state === "absent";
      for (const bucket of own ? [each.urn] : urnsOf(links.to(each.urn, each.bucket, t.bucket))) {
        to.add(bucket, each);
      }
    }
  };
  add(settings.blocks, publicAccessBlocks);
  add(settings.acls, bucketAcls);
  add(settings.policies, bucketPolicies);
  return settings;
}

function logBuckets(model: StackModel): Set<string> {
  const named = [
    ...model.logDestinations.map(({ urn, resource }) => ({ urn, field: resource })),
    ...model.distributions.map(({ urn, logBucket }) => ({ urn, field: logBucket })),
    ...model.loadBalancers.map(({ urn, logBucket }) => ({ urn, field: logBucket })),
  ];
  return new Set(named.flatMap(({ urn, field }) => urnsOf(model.links.to(urn, field, t.bucket))));
}

function blocks(settings: Settings, bucket: string): Finding[] {
  const [block] = settings.blocks.get(bucket);
  if (block === undefined) {
    const why = "the log bucket has no public access block";
    return [{ urn: bucket, path: "", why, fix: "Add a BucketPublicAccessBlock for it" }];
  }
  const open = block.blocks.find((field) => !is(field, true));
  const why = "this public access block does not block all public access to the log bucket";
  return open === undefined ? [] : [{ urn: block.urn, path: open.path, why, fix: "Set it to true" }];
}

function ofAcl({ urn, acl }: BucketAcl): Finding[] {
  if (acl.state === "unknown") {
    return [unknownFinding(urn, acl, "this ACL may make the log bucket public")];
  }
  const why = `${spelt(acl)} makes the log bucket public`;
  return /^(public-|authenticated-)/.test(known(acl) ?? "")
    ? [{ urn, path: acl.path, why, fix: "Remove the ACL" }]
    : [];
}

function ofPolicy({ urn, document }: BucketPolicy): Finding[] {
  if (document.state === "unknown") {
    return [{ ...unknownFinding(urn, document.field, "the log bucket may be public"), level: "advisory" }];
  }
  const isPublic =
    document.state === "known" &&
    document.statements.some(
      ({ allows, principals, hasConditions }) => allows && !hasConditions && principals.includes("*"),
    );
  const why = "this policy makes the log bucket public";
  return isPublic ? [{ urn, path: "policy", why, fix: "List the principals" }] : [];
}
