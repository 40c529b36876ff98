import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { awsBestPractices } from "../awsBestPractices";
import { checkField, spelt } from "../findings";
import type { Rule } from "../rule";

/** Load balancers mitigate desync attacks. */
export const loadBalancerMitigatesDesync: Rule = {
  name: "load-balancer-mitigates-desync",
  displayName: "Load balancer mitigates desync",
  description: "The desync mitigation mode of a load balancer is defensive or strictest.",
  rationale:
    "The load balancer and the application can read an ambiguous request as one and as two, which smuggles in a second one.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["elb", "request smuggling"],
  remediationSteps: "Set desyncMitigationMode to strictest, or leave it at AWS's default, defensive.",
  framework: awsBestPractices(
    "ELB.12, ELB.14",
    "Load balancers use defensive or strictest desync mitigation mode.",
  ),
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  scope: "resource",
  stackPolicy: "stack-hygiene",
  types: [t.loadBalancer, t.classicLoadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.loadBalancers
      .filter(({ kind }) => kind !== "network")
      .flatMap(({ urn, desyncMode: field }) =>
        checkField(urn, field, field.state === "absent" || is(field, "defensive", "strictest"), {
          risk: "ambiguous requests may be forwarded",
          why: `${spelt(field)} forwards ambiguous requests`,
          fix: "Set desyncMitigationMode to strictest",
        }),
      ),
};
