import type { Origin } from "../../resources/cloudfront/origins";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import { quoted, unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** CloudFront reaches its origins by ways that nobody else has. */
export const noPublicCloudfrontOrigin: Rule = {
  name: "no-public-cloudfront-origin",
  displayName: "No public CloudFront origin",
  description: "Every origin is a VPC origin, or a bucket that answers CloudFront alone.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "network exposure"],
  remediationSteps:
    "Put what serves the content behind a VPC origin, and give buckets an origin access control. Take out origins " +
    "that no behavior uses.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "CloudFront.13",
    specification: "Distributions use origin access control for S3 origins.",
  },
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  level: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.distributions.flatMap(({ urn, origins }) => {
      if (origins.state === "unknown") {
        return [unseen(urn, origins, "an origin may be public")];
      }
      return (known(origins) ?? []).flatMap((origin) => judge(urn, origin));
    }),
};

function judge(urn: string, origin: Origin): Finding[] {
  const { kind, path, whole, accessControl, accessIdentity } = origin;
  const name = quoted(known(origin.id));
  if (kind === "unknown") {
    return whole.state === "unknown" ? [unseen(urn, whole, "this origin may be public")] : [];
  }
  if (kind === "custom") {
    const why = `origin ${name} is called over the internet, where others can call it as well`;
    const fix = "Use vpcOriginConfig with a VPC origin in the place of customOriginConfig";
    return [{ urn, path: `${path}.customOriginConfig`, why, fix }];
  }
  if (kind === "bucket" && accessControl.state === "absent" && accessIdentity.state === "absent") {
    const why = `the bucket of origin ${name} cannot tell this distribution from anybody else`;
    return [{ urn, path: accessControl.path, why, fix: "Set originAccessControlId" }];
  }
  return [];
}
