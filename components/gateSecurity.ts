import * as ec2 from "@pulumi/aws/ec2";
import * as vpcRules from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

/**
 * AWS's list of the addresses from which CloudFront calls origins.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 */
const CLOUDFRONT_ADDRESSES = "com.amazonaws.global.cloudfront.origin-facing";

interface GateSecurityParts {
  name: string;
  parent: pulumi.Resource;
  vpcId: pulumi.Input<string>;
  adminCidrs: string[];
  tags: { [key: string]: pulumi.Input<string> };
}

/** The two security groups of a load balancer. */
interface GateSecurityGroups {
  /** Admits CloudFront, nothing else. */
  edge: ec2.SecurityGroup;
  /** Admits administration, and is what the fleet admits. */
  balancer: ec2.SecurityGroup;
}

/**
 * Makes the security groups of a load balancer. CloudFront has one to itself, because its prefix list counts as
 * 55 of the 60 rules that a group may have.
 */
export function gateSecurityGroups(parts: GateSecurityParts): GateSecurityGroups {
  const { name, parent, vpcId, tags } = parts;
  const child = { parent };
  const group = (suffix: string, description: string) =>
    new ec2.SecurityGroup(
      `${name}-${suffix}`,
      { vpcId, description, tags: { ...tags, Name: `${name}-${suffix}` } },
      child,
    );
  const edge = group("from-edge", "HTTPS from CloudFront to the load balancer");
  const balancer = group("balancer", "Load balancer: HTTPS from administration, to the ports of the fleet");

  const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443, tags };
  new vpcRules.SecurityGroupIngressRule(
    `${name}-from-edge`,
    {
      ...https,
      securityGroupId: edge.id,
      description: "HTTPS from CloudFront",
      prefixListId: ec2.getManagedPrefixListOutput({ name: CLOUDFRONT_ADDRESSES }, child).id,
    },
    child,
  );
  for (const cidr of parts.adminCidrs) {
    new vpcRules.SecurityGroupIngressRule(
      `${name}-admin-${cidr.replace(/[./]/g, "-")}`,
      { ...https, securityGroupId: balancer.id, description: "HTTPS from administration", cidrIpv4: cidr },
      child,
    );
  }
  return { edge, balancer };
}
