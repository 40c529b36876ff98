import { type Behavior, nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { awsBestPractices } from "../awsBestPractices";
import { spelt, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Behaviors do not serve plain HTTP. */
export const viewerUsesHttps: Rule = {
  name: "viewer-uses-https",
  displayName: "Viewer uses HTTPS",
  description: "No behavior serves plain HTTP, and a signed one does not redirect it either.",
  rationale:
    "A signed URL is a credential: on plain HTTP it can be read on the way, even if the response is a redirect.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "encryption in transit"],
  remediationSteps:
    "Set viewerProtocolPolicy to https-only on behaviors with key groups, and to https-only or redirect-to-https on " +
    "the others.",
  framework: awsBestPractices("CloudFront.3", "Distributions require encryption in transit."),
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
  scope: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.distributions.flatMap(({ urn, behaviors }) => behaviors.flatMap((each) => findingsIn(urn, each))),
};

function findingsIn(urn: string, behavior: Behavior): Finding[] {
  const { viewerProtocol: field, signed } = behavior;
  const name = nameOf(behavior);
  if (field.state === "unknown") {
    return [unknownFinding(urn, field, `${name} may serve plain HTTP`)];
  }
  if (is(field, "https-only")) {
    return [];
  }
  if (!is(field, "redirect-to-https")) {
    const why = `${name} serves plain HTTP, since ${spelt(field)} allows it`;
    return [{ urn, path: field.path, why, fix: "Set viewerProtocolPolicy to https-only" }];
  }
  const why = `${name} is signed and answers plain HTTP with ${spelt(field)}, after a signature may have been sent in clear`;
  return signed.state === "known" && signed.value
    ? [{ urn, path: field.path, why, fix: "Set viewerProtocolPolicy to https-only" }]
    : [];
}
