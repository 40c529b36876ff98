import { is, known } from "../../model/field";
import { urnsOf } from "../../model/links";
import type { StackModel } from "../../model/stack";
import { resourceTypes as t } from "../../model/tokens";
import { spelt, unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** Logs say who looks at what, and that is nobody else's business. */
export const logBucketIsPrivate: Rule = {
  name: "log-bucket-is-private",
  displayName: "Log bucket is private",
  description:
    "A bucket that takes logs has all four blocks of public access, no public ACL and no public policy.",
  severity: "high",
  enforcementLevel: "advisory",
  tags: ["s3", "logging", "privacy"],
  remediationSteps:
    "Give the bucket a BucketPublicAccessBlock with all four arguments true, and no public ACL or policy.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "S3.2, S3.8",
    specification: "Buckets block public read access and have block public access settings enabled.",
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  level: "stack-hygiene",
  types: [t.bucket, t.bucketAcl, t.bucketPolicy, t.bucketPublicAccessBlock],
  options: [],
  onUnknown: "deny",
  check: (model) => [...logBuckets(model)].flatMap((bucket) => judge(model, bucket)),
};

function logBuckets(model: StackModel): Set<string> {
  const named = [
    ...model.logDestinations.map(({ urn, resource }) => ({ urn, field: resource })),
    ...model.distributions.map(({ urn, logBucket }) => ({ urn, field: logBucket })),
    ...model.loadBalancers.map(({ urn, logBucket }) => ({ urn, field: logBucket })),
  ];
  return new Set(named.flatMap(({ urn, field }) => urnsOf(model.links.to(urn, field, t.bucket))));
}

function judge(model: StackModel, bucket: string): Finding[] {
  return [...blocks(model, bucket), ...acls(model, bucket), ...policies(model, bucket)];
}

function blocks({ links, publicAccessBlocks }: StackModel, bucket: string): Finding[] {
  const block = publicAccessBlocks.find(({ urn, bucket: of }) =>
    urnsOf(links.to(urn, of, t.bucket)).includes(bucket),
  );
  if (block === undefined) {
    const why = "nothing keeps this bucket of logs from being made public";
    return [{ urn: bucket, path: "", why, fix: "Add a BucketPublicAccessBlock for it" }];
  }
  const open = block.blocks.find((field) => !is(field, true));
  const why = "this leaves a way to make the bucket of logs public";
  return open === undefined ? [] : [{ urn: block.urn, path: open.path, why, fix: "Set it to true" }];
}

function acls({ links, bucketAcls }: StackModel, bucket: string): Finding[] {
  return bucketAcls
    .filter(({ urn, bucket: of }) =>
      of.state === "absent" ? urn === bucket : urnsOf(links.to(urn, of, t.bucket)).includes(bucket),
    )
    .filter(({ acl }) => /^(public-|authenticated-)/.test(known(acl) ?? ""))
    .map(({ urn, acl }) => ({
      urn,
      path: acl.path,
      why: `${spelt(acl)} opens the bucket of logs to everybody`,
      fix: "Remove the ACL",
    }));
}

function policies({ links, bucketPolicies }: StackModel, bucket: string): Finding[] {
  return bucketPolicies
    .filter(({ urn, bucket: of }) => urnsOf(links.to(urn, of, t.bucket)).includes(bucket))
    .flatMap(({ urn, document }): Finding[] => {
      if (document.state === "unknown") {
        return [{ ...unseen(urn, document.field, "the bucket of logs may be public"), level: "advisory" }];
      }
      const isPublic =
        document.state === "known" &&
        document.statements.some(
          ({ allows, principals, hasConditions }) => allows && !hasConditions && principals.includes("*"),
        );
      const why = "this policy opens the bucket of logs to everybody";
      return isPublic ? [{ urn, path: "policy", why, fix: "Name the principals" }] : [];
    });
}
