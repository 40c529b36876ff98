import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** The last hop is encrypted as well. */
export const targetGroupUsesTls: Rule = {
  name: "target-group-uses-tls",
  displayName: "Target group uses TLS",
  description: "A target group that a load balancer speaks HTTP to has the protocol HTTPS.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["elb", "encryption in transit"],
  remediationSteps:
    "Set protocol to HTTPS. A certificate that the instance makes at its first start is enough, since the load balancer " +
    "does not check it.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "ELB.22",
    specification: "Target groups use encrypted transport protocols.",
  },
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  level: "resource",
  types: [t.targetGroup],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.targetGroups.flatMap(({ urn, protocol }): Finding[] => {
      const fix = "Set protocol to HTTPS";
      if (protocol.state === "unknown") {
        return [unseen(urn, protocol, "requests may go to the instances in clear", fix)];
      }
      const why = "requests go to the instances in clear";
      return is(protocol, "HTTP") ? [{ urn, path: protocol.path, why, fix }] : [];
    }),
};
