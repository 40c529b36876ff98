import { resourceTypes as t } from "../../resources/resourceTypes";
import { awsBestPractices } from "../awsBestPractices";
import type { Finding, Rule } from "../rule";

/** Requests are rate-limited by a web ACL. */
export const distributionHasWebAcl: Rule = {
  name: "distribution-has-web-acl",
  displayName: "Distribution has a web ACL",
  description: "A distribution has a web ACL.",
  rationale:
    "Without one, nothing limits the requests of a viewer: a flood costs money and can overload the origin.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["cloudfront", "waf"],
  remediationSteps: "Set webAclId to the ARN of a web ACL of scope CLOUDFRONT with at least a rate limit.",
  framework: awsBestPractices("CloudFront.6", "Distributions have WAF enabled."),
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html",
  scope: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.distributions.flatMap(({ urn, webAcl }): Finding[] => {
      const why = "no web ACL limits the requests of a viewer";
      return webAcl.state === "absent" ? [{ urn, path: webAcl.path, why, fix: "Set webAclId" }] : [];
    }),
};
