import * as ec2 from "@pulumi/aws/ec2";
import * as vpcRules from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";
import type { TierPort } from "../internal/ports";
import type { EndpointsArgs } from "../network/egress";

/**
 * Creates the security group of the instances: ingress from the load balancer on the ports of the tiers, egress by HTTPS,
 * to the endpoints alone where the network has some.
 */
export function createInstanceSecurityGroup(
  { name, parent, tags }: ComponentContext,
  vpcId: pulumi.Input<string>,
  albId: pulumi.Input<string>,
  ports: TierPort[],
  endpoints: EndpointsArgs | undefined,
): ec2.SecurityGroup {
  const child = { parent };
  const group = new ec2.SecurityGroup(
    `${name}-instances`,
    {
      vpcId,
      description:
        "Instances: the ports of the application from the load balancer, HTTPS to AWS and to log in",
      tags: { ...tags, Name: `${name}-instances` },
    },
    child,
  );
  createTierPortRules({ name, parent, tags }, group.id, albId, ports);
  const https = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, tags };
  const reach = (rule: string, peer: Partial<vpcRules.SecurityGroupEgressRuleArgs>, description: string) =>
    new vpcRules.SecurityGroupEgressRule(`${name}-${rule}`, { ...https, ...peer, description }, child);
  if (endpoints === undefined) {
    reach("https", { cidrIpv4: "0.0.0.0/0" }, "HTTPS to AWS services and to the identity provider");
  } else {
    const { securityGroupId: referencedSecurityGroupId, gatewayPrefixListId: prefixListId } = endpoints;
    reach("endpoints", { referencedSecurityGroupId }, "HTTPS to the endpoints of AWS services");
    reach("s3", { prefixListId }, "HTTPS to S3 by its gateway endpoint");
  }
  return group;
}

/** Creates the rules by which the load balancer reaches the instances on the ports of the tiers. */
export function createTierPortRules(
  { name, parent, tags }: ComponentContext,
  instancesId: pulumi.Input<string>,
  albId: pulumi.Input<string>,
  ports: TierPort[],
): void {
  const child = { parent };
  for (const { tier, port } of ports) {
    const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port, tags };
    new vpcRules.SecurityGroupIngressRule(
      `${name}-${tier}`,
      {
        ...tcp,
        securityGroupId: instancesId,
        referencedSecurityGroupId: albId,
        description: `Port of the ${tier} tier, from the load balancer`,
      },
      child,
    );
    new vpcRules.SecurityGroupEgressRule(
      `${name}-${tier}`,
      {
        ...tcp,
        securityGroupId: albId,
        referencedSecurityGroupId: instancesId,
        description: `Port of the ${tier} tier, to the instances`,
      },
      child,
    );
  }
}
