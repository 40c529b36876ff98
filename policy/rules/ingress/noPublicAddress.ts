import type { PublicAddress } from "../../resources/network/addresses";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** No server has an address that the internet can reach; a NAT gateway's own address is no way in. */
export const noPublicAddress: Rule = {
  name: "no-public-address",
  displayName: "No public address",
  description: "Instances have no public address, so that CloudFront is the only way in.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["ec2", "autoscaling", "network exposure"],
  remediationSteps:
    "Set associatePublicIpAddress to false on instances and launch templates, put them into private subnets, " +
    "attach no Elastic IP to them, and let them out through a NAT gateway or VPC endpoints.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "EC2.9, EC2.25, AutoScaling.5",
    specification: "Instances, launch templates and launch configurations assign no public addresses.",
  },
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
  level: "resource",
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
    t.spotFleet,
  ],
  options: [],
  onUnknown: "deny",
  check: (model) => model.addresses.flatMap(judge),
};

function judge(address: PublicAddress): Finding[] {
  if (address.kind === "elastic") {
    const why = "an Elastic IP makes this instance or network interface reachable from the internet";
    return [
      { urn: address.urn, path: address.path, why, fix: "Remove it, and use a NAT gateway for the way out" },
    ];
  }
  if (address.kind === "defaultSubnet") {
    const why = "no subnet is named, and a default subnet gives every instance a public address";
    return [{ urn: address.urn, path: address.path, why, fix: "Set subnetId to a private subnet" }];
  }
  const { urn, assigned } = address;
  if (assigned.state === "absent" || (assigned.state === "known" && !assigned.value)) {
    return [];
  }
  const argument = assigned.path.split(".").at(-1) ?? "";
  const fix = `Set ${argument.endsWith("s") ? "associatePublicIpAddress" : argument} to false`;
  return assigned.state === "unknown"
    ? [unseen(urn, assigned, "instances may get a public address", fix)]
    : [{ urn, path: assigned.path, why: "true gives instances a public address", fix }];
}
