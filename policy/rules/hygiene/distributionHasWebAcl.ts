import { resourceTypes as t } from "../../resources/resourceTypes";
import type { Finding, Rule } from "../rule";

/** Somebody counts requests before they cost anything. */
export const distributionHasWebAcl: Rule = {
  name: "distribution-has-web-acl",
  displayName: "Distribution has a web ACL",
  description: "A distribution has a web ACL.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["cloudfront", "waf"],
  remediationSteps: "Set webAclId to the ARN of a web ACL of scope CLOUDFRONT with at least a rate limit.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "CloudFront.6",
    specification: "Distributions have WAF enabled.",
  },
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html",
  level: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.distributions.flatMap(({ urn, webAcl }): Finding[] => {
      const why = "nothing limits how many requests a viewer makes";
      return webAcl.state === "absent" ? [{ urn, path: webAcl.path, why, fix: "Set webAclId" }] : [];
    }),
};
