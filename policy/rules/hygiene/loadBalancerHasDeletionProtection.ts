import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import type { Finding, Rule } from "../rule";

/** Nobody deletes prod by accident. Off until a configuration turns it on. */
export const loadBalancerHasDeletionProtection: Rule = {
  name: "load-balancer-has-deletion-protection",
  displayName: "Load balancer has deletion protection",
  description: "The load balancer cannot be deleted by mistake.",
  severity: "low",
  enforcementLevel: "disabled",
  tags: ["elb", "availability"],
  remediationSteps:
    "Set enableDeletionProtection to true; set it to false in an update of its own before a destroy.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "ELB.6",
    specification: "Load balancers have deletion protection enabled.",
  },
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  level: "resource",
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
