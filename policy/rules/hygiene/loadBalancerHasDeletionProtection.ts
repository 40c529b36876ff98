import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { awsBestPractices } from "../awsBestPractices";
import type { Finding, Rule } from "../rule";

/** Load balancers have deletion protection. Disabled until a configuration enables it. */
export const loadBalancerHasDeletionProtection: Rule = {
  name: "load-balancer-has-deletion-protection",
  displayName: "Load balancer has deletion protection",
  description: "A load balancer has deletion protection.",
  rationale: "Deleting the load balancer by mistake takes the site down.",
  severity: "low",
  enforcementLevel: "disabled",
  tags: ["elb", "availability"],
  remediationSteps:
    "Set enableDeletionProtection to true. Before a destroy, set it to false in a separate update.",
  framework: awsBestPractices("ELB.6", "Load balancers have deletion protection enabled."),
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  scope: "resource",
  stackPolicy: "stack-hygiene",
  types: [t.loadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.loadBalancers
      .filter(({ kind }) => kind !== "classic")
      .flatMap(({ urn, deletionProtection: field }): Finding[] => {
        const why = "the load balancer can be deleted by mistake";
        return is(field, true) || field.state === "unknown"
          ? []
          : [{ urn, path: field.path, why, fix: "Set enableDeletionProtection to true" }];
      }),
};
