import { nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** Keys are managed as key groups, not by the root users of accounts. */
export const noTrustedSigners: Rule = {
  name: "no-trusted-signers",
  displayName: "No trusted signers",
  description:
    "No behavior trusts AWS accounts as signers, which puts the keys into the hands of their root users.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls"],
  remediationSteps: "Remove trustedSigners, and name key groups in trustedKeyGroups.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "CloudFront.17",
    specification: "Distributions use trusted key groups for signed URLs and signed cookies.",
  },
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  level: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.distributions.flatMap(({ urn, behaviors }) =>
      behaviors.flatMap((behavior): Finding[] => {
        const { signers } = behavior;
        if (signers.state === "unknown" && signers.path.endsWith("trustedSigners")) {
          return [unseen(urn, signers, `${nameOf(behavior)} may trust AWS accounts as signers`)];
        }
        const why = `${nameOf(behavior)} trusts AWS accounts as signers`;
        return signers.state === "known" && signers.value
          ? [{ urn, path: signers.path, why, fix: "Remove it, and set trustedKeyGroups" }]
          : [];
      }),
    ),
};
