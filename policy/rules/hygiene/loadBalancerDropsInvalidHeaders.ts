import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** No header that two programs read in two ways gets through. */
export const loadBalancerDropsInvalidHeaders: Rule = {
  name: "load-balancer-drops-invalid-headers",
  displayName: "Load balancer drops invalid headers",
  description:
    "An application load balancer drops invalid header fields, which could carry a second secret header.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["elb", "request smuggling"],
  remediationSteps: "Set dropInvalidHeaderFields to true.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "ELB.4",
    specification: "Application load balancers drop invalid HTTP headers.",
  },
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  level: "resource",
  types: [t.loadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.loadBalancers
      .filter(({ kind }) => kind === "application")
      .flatMap(({ urn, dropsInvalidHeaders: field }): Finding[] => {
        const fix = "Set dropInvalidHeaderFields to true";
        if (field.state === "unknown") {
          return [unseen(urn, field, "invalid header fields may get through", fix)];
        }
        const why = "invalid header fields get through to the application";
        return is(field, true) ? [] : [{ urn, path: field.path, why, fix }];
      }),
};
