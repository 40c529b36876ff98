import * as ec2 from "@pulumi/aws/ec2";
import * as vpcRules from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";
import type { TierPort } from "../internal/ports";
import type { EndpointsArgs } from "../network/egress";

/** What a load balancer sends requests to. */
type Targets = "instances" | "tasks";

/** What the security group of targets follows from. */
interface TargetGroupInputs {
  targets: Targets;
  vpcId: pulumi.Input<string>;
  /** Id of the load balancer's security group. */
  albId: pulumi.Input<string>;
  ports: TierPort[];
  /** The only endpoints that the targets reach; undefined for all addresses. */
  endpoints: EndpointsArgs | undefined;
}

/**
 * Creates the security group of instances or tasks: ingress from the load balancer on the ports of the tiers, egress by
 * HTTPS, to the endpoints alone where the network has some.
 */
export function createTargetSecurityGroup(
  { name, parent, tags }: ComponentContext,
  { targets, vpcId, albId, ports, endpoints }: TargetGroupInputs,
  options: pulumi.CustomResourceOptions = { parent },
): ec2.SecurityGroup {
  const child = { parent };
  const [first = "", ...others] = targets;
  const group = new ec2.SecurityGroup(
    `${name}-${targets}`,
    {
      vpcId,
      description: `${first.toUpperCase()}${others.join("")}: the ports of the application from the load balancer, HTTPS to AWS and to log in`,
      tags: { ...tags, Name: `${name}-${targets}` },
    },
    options,
  );
  createTierPortRules({ name, parent, tags }, { targets, groupId: group.id, albId, ports });
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

/** What the rules for the ports of the tiers follow from. */
interface TierPortRuleInputs extends Pick<TargetGroupInputs, "targets" | "albId" | "ports"> {
  /** Id of the security group of the targets. */
  groupId: pulumi.Input<string>;
}

/** Creates the rules by which the load balancer reaches instances or tasks on the ports of the tiers. */
export function createTierPortRules(
  { name, parent, tags }: ComponentContext,
  { targets, groupId, albId, ports }: TierPortRuleInputs,
): void {
  const child = { parent };
  for (const { tier, port } of ports) {
    const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port, tags };
    new vpcRules.SecurityGroupIngressRule(
      `${name}-${tier}`,
      {
        ...tcp,
        securityGroupId: groupId,
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
        referencedSecurityGroupId: groupId,
        description: `Port of the ${tier} tier, to the ${targets}`,
      },
      child,
    );
  }
}
