import { nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { awsBestPractices } from "../awsBestPractices";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Behaviors trust key groups, not AWS accounts. */
export const noTrustedSigners: Rule = {
  name: "no-trusted-signers",
  displayName: "No trusted signers",
  description: "No behavior trusts AWS accounts as signers.",
  rationale:
    "Only the root user of an account can manage the keys of a trusted signer, and they cannot be rotated through the " +
    "API.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls"],
  remediationSteps: "Remove trustedSigners, and list key groups in trustedKeyGroups.",
  framework: awsBestPractices(
    "CloudFront.17",
    "Distributions use trusted key groups for signed URLs and signed cookies.",
  ),
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  scope: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.distributions.flatMap(({ urn, behaviors }) =>
      behaviors.flatMap((behavior): Finding[] => {
        const { signers } = behavior;
        if (signers.state === "unknown" && signers.path.endsWith("trustedSigners")) {
          return [unknownFinding(urn, signers, `${nameOf(behavior)} may trust AWS accounts as signers`)];
        }
        const why = `${nameOf(behavior)} trusts AWS accounts as signers`;
        return signers.state === "known" && signers.value
          ? [{ urn, path: signers.path, why, fix: "Remove it, and set trustedKeyGroups" }]
          : [];
      }),
    ),
};
