import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { spelt, unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** One request is not read as two. */
export const loadBalancerMitigatesDesync: Rule = {
  name: "load-balancer-mitigates-desync",
  displayName: "Load balancer mitigates desync",
  description: "The desync mitigation mode of a load balancer is defensive or strictest.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["elb", "request smuggling"],
  remediationSteps: "Set desyncMitigationMode to strictest, or leave it at AWS's default, defensive.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "ELB.12, ELB.14",
    specification: "Load balancers use defensive or strictest desync mitigation mode.",
  },
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  level: "resource",
  types: [t.loadBalancer, t.classicLoadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.loadBalancers
      .filter(({ kind }) => kind !== "network")
      .flatMap(({ urn, desyncMode: field }): Finding[] => {
        const fix = "Set desyncMitigationMode to strictest";
        if (field.state === "unknown") {
          return [unseen(urn, field, "ambiguous requests may get through", fix)];
        }
        const why = `${spelt(field)} lets requests through that two programs read in two ways`;
        return field.state === "absent" || is(field, "defensive", "strictest")
          ? []
          : [{ urn, path: field.path, why, fix }];
      }),
};
