import { type Behavior, nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { spelt, unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** No URL that opens something travels in clear. */
export const viewerUsesHttps: Rule = {
  name: "viewer-uses-https",
  displayName: "Viewer uses HTTPS",
  description: "No behavior serves plain HTTP, and a signed one does not even redirect it.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "encryption in transit"],
  remediationSteps:
    "Set viewerProtocolPolicy to https-only on behaviors with key groups, for a redirect answers a request that has sent " +
    "the signature in clear already, and to https-only or redirect-to-https on the others.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "CloudFront.3",
    specification: "Distributions require encryption in transit.",
  },
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
  level: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.distributions.flatMap(({ urn, behaviors }) => behaviors.flatMap((each) => judge(urn, each))),
};

function judge(urn: string, behavior: Behavior): Finding[] {
  const { viewerProtocol: field, signed } = behavior;
  const name = nameOf(behavior);
  if (field.state === "unknown") {
    return [unseen(urn, field, `${name} may serve plain HTTP`)];
  }
  if (is(field, "https-only")) {
    return [];
  }
  if (!is(field, "redirect-to-https")) {
    const why = `${name} serves plain HTTP, as ${spelt(field)} lets it`;
    return [{ urn, path: field.path, why, fix: "Set viewerProtocolPolicy to https-only" }];
  }
  const why = `${name} is signed and answers plain HTTP with ${spelt(field)}, to a URL that is a credential and was sent in clear`;
  return signed.state === "known" && signed.value
    ? [{ urn, path: field.path, why, fix: "Set viewerProtocolPolicy to https-only" }]
    : [];
}
