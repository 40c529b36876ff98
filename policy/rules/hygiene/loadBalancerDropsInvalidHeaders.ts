import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { awsBestPractices } from "../awsBestPractices";
import { checkField } from "../findings";
import type { Rule } from "../rule";

/** Application load balancers drop invalid headers. */
export const loadBalancerDropsInvalidHeaders: Rule = {
  name: "load-balancer-drops-invalid-headers",
  displayName: "Load balancer drops invalid headers",
  description: "An application load balancer drops invalid header fields.",
  rationale:
    "The load balancer and the application can read such a field differently, as a second secret header for example.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["elb", "request smuggling"],
  remediationSteps: "Set dropInvalidHeaderFields to true.",
  framework: awsBestPractices("ELB.4", "Application load balancers drop invalid HTTP headers."),
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  scope: "resource",
  stackPolicy: "stack-hygiene",
  types: [t.loadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.loadBalancers
      .filter(({ kind }) => kind === "application")
      .flatMap(({ urn, dropsInvalidHeaders: field }) =>
        checkField(urn, field, is(field, true), {
          risk: "invalid header fields may be forwarded",
          why: "invalid header fields are forwarded to the application",
          fix: "Set dropInvalidHeaderFields to true",
        }),
      ),
};
