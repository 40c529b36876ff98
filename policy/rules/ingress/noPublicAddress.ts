import type { PublicAddress } from "../../resources/network/addresses";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { awsBestPractices } from "../awsBestPractices";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Instances have no public address. */
export const noPublicAddress: Rule = {
  name: "no-public-address",
  displayName: "No public address",
  description: "Servers that are protected, or lead to what is, have no public IP address.",
  rationale:
    "An instance with a public address can be reached from the internet without CloudFront if its security group " +
    "allows it.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["ec2", "autoscaling", "network exposure"],
  remediationSteps:
    "Set associatePublicIpAddress to false on instances and launch templates, put them into private subnets, attach " +
    "no Elastic IP, and use a NAT gateway or VPC endpoints for outbound traffic.",
  framework: awsBestPractices(
    "EC2.9, EC2.25, AutoScaling.5",
    "Instances, launch templates and launch configurations assign no public addresses.",
  ),
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
  scope: "resource",
  stackPolicy: "ingress-paths",
  places: [t.subnet, t.defaultSubnet],
  types: [
    t.instance,
    t.spotInstanceRequest,
    t.launchTemplate,
    t.launchConfiguration,
    t.eip,
    t.eipAssociation,
    t.subnet,
    t.defaultSubnet,
    t.ecsService,
    t.ecsTaskSet,
    t.spotFleet,
  ],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.addresses.flatMap((address) =>
      findingsIn(
        address,
        model.links.isOf(address.urn, [t.ecsService, t.ecsTaskSet]) ? "tasks" : "instances",
      ),
    ),
};

function findingsIn(address: PublicAddress, servers: "instances" | "tasks"): Finding[] {
  if (address.kind === "elastic") {
    const why = "an Elastic IP makes this instance or network interface reachable from the internet";
    return [
      {
        urn: address.urn,
        path: address.path,
        why,
        fix: "Remove it, and use a NAT gateway for outbound traffic",
      },
    ];
  }
  if (address.kind === "defaultSubnet") {
    const why = "no subnet is set, and a default subnet gives every instance a public address";
    return [{ urn: address.urn, path: address.path, why, fix: "Set subnetId to a private subnet" }];
  }
  const { urn, assigned } = address;
  if (assigned.state === "absent" || (assigned.state === "known" && !assigned.value)) {
    return [];
  }
  const argument = assigned.path.split(".").at(-1) ?? "";
  const fix = `Set ${argument.endsWith("s") ? "associatePublicIpAddress" : argument} to false`;
  return assigned.state === "unknown"
    ? [unknownFinding(urn, assigned, `${servers} may get a public address`, fix)]
    : [{ urn, path: assigned.path, why: `true gives ${servers} a public address`, fix }];
}
