import * as ec2 from "@pulumi/aws/ec2";
import * as vpcRules from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";

/**
 * AWS's prefix list of the addresses from which CloudFront sends requests to origins.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 */
const CLOUDFRONT_ADDRESSES = "com.amazonaws.global.cloudfront.origin-facing";

/** Ids of the security groups of a load balancer. */
export interface LoadBalancerSecurityGroups {
  /** The group that admits CloudFront. */
  ingressId: pulumi.Output<string>;
  /** The group that admits administration, and that the instances admit. */
  albId: pulumi.Output<string>;
}

/**
 * Creates the security groups of a load balancer. One is for CloudFront alone, whose prefix list counts as 55 of the 60
 * rules that a group may have.
 */
export function createSecurityGroups(
  { name, parent, tags }: ComponentContext,
  vpcId: pulumi.Input<string>,
): LoadBalancerSecurityGroups {
  const group = (suffix: string, description: string) =>
    new ec2.SecurityGroup(
      `${name}-${suffix}`,
      { vpcId, description, tags: { ...tags, Name: `${name}-${suffix}` } },
      { parent },
    ).id;
  return {
    ingressId: group("from-edge", "HTTPS from CloudFront to the load balancer"),
    albId: group("balancer", "Load balancer: HTTPS from administration, to the ports of the instances"),
  };
}

/** Uses the security group of the caller's load balancer as both groups. */
export function existingSecurityGroup(id: pulumi.Input<string>): LoadBalancerSecurityGroups {
  return { ingressId: pulumi.output(id), albId: pulumi.output(id) };
}

interface IngressInputs {
  /** Port of the listener. */
  port: number;
  /** Whether CloudFront is admitted by the list of its addresses. */
  cloudFrontAddresses: boolean;
  adminCidrs: string[];
}

/** Creates the ingress rules of the listener's port, for CloudFront and for administration. */
export function createIngressRules(
  { name, parent, tags }: ComponentContext,
  groups: LoadBalancerSecurityGroups,
  { port, cloudFrontAddresses, adminCidrs }: IngressInputs,
): void {
  const child = { parent };
  const https = { ipProtocol: "tcp", fromPort: port, toPort: port, tags };
  if (cloudFrontAddresses) {
    new vpcRules.SecurityGroupIngressRule(
      `${name}-from-edge`,
      {
        ...https,
        securityGroupId: groups.ingressId,
        description: "HTTPS from CloudFront",
        prefixListId: ec2.getManagedPrefixListOutput({ name: CLOUDFRONT_ADDRESSES }, child).id,
      },
      // Updated in place: a group has no room for the old port and the new one, with 55 rules each.
      child,
    );
  }
  for (const cidr of adminCidrs) {
    new vpcRules.SecurityGroupIngressRule(
      `${name}-admin-${cidr.replace(/[./]/g, "-")}`,
      {
        ...https,
        securityGroupId: groups.albId,
        description: "HTTPS from administration",
        cidrIpv4: cidr,
      },
      // A rule for another port exists beside the old one until the distribution uses that port.
      { parent, replaceOnChanges: ["fromPort"] },
    );
  }
}
