import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { awsBestPractices } from "../awsBestPractices";
import { checkField } from "../findings";
import type { Rule } from "../rule";

/** Target groups use HTTPS. */
export const targetGroupUsesTls: Rule = {
  name: "target-group-uses-tls",
  displayName: "Target group uses TLS",
  description: "A target group of an application load balancer uses HTTPS.",
  rationale: "Otherwise requests travel in clear between the load balancer and the instances.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["elb", "encryption in transit"],
  remediationSteps:
    "Set protocol to HTTPS. A self-signed certificate on the instance is enough: the load balancer does not verify " +
    "it.",
  framework: awsBestPractices("ELB.22", "Target groups use encrypted transport protocols."),
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  scope: "resource",
  stackPolicy: "signing-and-tiers",
  types: [t.targetGroup],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.targetGroups.flatMap(({ urn, protocol }) =>
      checkField(urn, protocol, !is(protocol, "HTTP"), {
        risk: "requests to the instances may not be encrypted",
        why: "requests to the instances are not encrypted",
        fix: "Set protocol to HTTPS",
      }),
    ),
};
