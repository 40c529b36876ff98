import * as ec2 from "@pulumi/aws/ec2";
import * as vpcRules from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";

/**
 * AWS's list of the addresses from which CloudFront calls origins.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 */
const CLOUDFRONT_ADDRESSES = "com.amazonaws.global.cloudfront.origin-facing";

interface GateSecurityParts {
  name: string;
  parent: pulumi.Resource;
  tags: { [key: string]: pulumi.Input<string> } | undefined;
}

/** Ids of the security groups of a load balancer. */
export interface GateSecurityGroups {
  /** Admits CloudFront. */
  edgeId: pulumi.Output<string>;
  /** Admits administration, and is what the instances admit. */
  balancerId: pulumi.Output<string>;
}

/**
 * Makes the security groups of a load balancer. CloudFront has one to itself, because its prefix list counts as
 * 55 of the 60 rules that a group may have.
 */
export function ownSecurityGroups(
  { name, parent, tags }: GateSecurityParts,
  vpcId: pulumi.Input<string>,
): GateSecurityGroups {
  const group = (suffix: string, description: string) =>
    new ec2.SecurityGroup(
      `${name}-${suffix}`,
      { vpcId, description, tags: { ...tags, Name: `${name}-${suffix}` } },
      { parent },
    ).id;
  return {
    edgeId: group("from-edge", "HTTPS from CloudFront to the load balancer"),
    balancerId: group("balancer", "Load balancer: HTTPS from administration, to the ports of the fleet"),
  };
}

/** Takes the caller's own group of a load balancer for both parts. */
export function existingSecurityGroup(id: pulumi.Input<string>): GateSecurityGroups {
  return { edgeId: pulumi.output(id), balancerId: pulumi.output(id) };
}

interface Admission {
  /** Port of the listener. */
  port: number;
  /** True admits CloudFront by the list of its addresses. */
  cloudFrontAddresses: boolean;
  adminCidrs: string[];
}

/** Opens the listener's port to CloudFront and to administration, and to nobody else. */
export function admit(
  { name, parent, tags }: GateSecurityParts,
  groups: GateSecurityGroups,
  { port, cloudFrontAddresses, adminCidrs }: Admission,
): void {
  const child = { parent };
  const https = { ipProtocol: "tcp", fromPort: port, toPort: port, tags };
  if (cloudFrontAddresses) {
    new vpcRules.SecurityGroupIngressRule(
      `${name}-from-edge`,
      {
        ...https,
        securityGroupId: groups.edgeId,
        description: "HTTPS from CloudFront",
        prefixListId: ec2.getManagedPrefixListOutput({ name: CLOUDFRONT_ADDRESSES }, child).id,
      },
      // In place: for the old port and the new one, with 55 rules each, a group has no room.
      child,
    );
  }
  for (const cidr of adminCidrs) {
    new vpcRules.SecurityGroupIngressRule(
      `${name}-admin-${cidr.replace(/[./]/g, "-")}`,
      {
        ...https,
        securityGroupId: groups.balancerId,
        description: "HTTPS from administration",
        cidrIpv4: cidr,
      },
      // On another port it stands beside the old one until the edge calls there.
      { parent, replaceOnChanges: ["fromPort"] },
    );
  }
}
