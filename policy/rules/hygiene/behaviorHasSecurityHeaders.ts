import { nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { Finding, Rule } from "../rule";

/** Responses have security headers. */
export const behaviorHasSecurityHeaders: Rule = {
  name: "behavior-has-security-headers",
  displayName: "Behavior has security headers",
  description: "Each behavior has a response headers policy, and a policy with security headers sets HSTS.",
  rationale:
    "Security headers protect visitors' browsers: HSTS, for example, prevents a connection over plain HTTP.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["cloudfront", "browser security"],
  remediationSteps:
    "Set responseHeadersPolicyId on every behavior, to a policy whose securityHeadersConfig sets " +
    "strictTransportSecurity.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
  scope: "resource",
  types: [t.distribution, t.responseHeadersPolicy],
  options: [],
  onUnknown: "deny",
  check: (model) => [
    ...model.distributions.flatMap(({ urn, behaviors }) =>
      behaviors.flatMap((behavior): Finding[] => {
        const { responseHeaders: field } = behavior;
        const why = `${nameOf(behavior)} adds no security headers to responses`;
        return field.state === "absent"
          ? [{ urn, path: field.path, why, fix: "Set responseHeadersPolicyId" }]
          : [];
      }),
    ),
    ...model.securityHeaders.flatMap(({ urn, whole, transportSecurity: field }): Finding[] => {
      const why = "the policy does not set HSTS";
      return whole.state === "known" && field.state === "absent"
        ? [{ urn, path: field.path, why, fix: "Set strictTransportSecurity" }]
        : [];
    }),
  ],
};
