import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as vpcRules from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { instanceTrust, sessionManagerGrant } from "../internal/policyDocuments";
import type { EndpointsArgs } from "../network/egress";
import type { TierPort } from "./plan/instanceArgs";

interface InstanceInputs {
  name: string;
  parent: pulumi.Resource;
  tags: { [key: string]: pulumi.Input<string> };
}

/**
 * Makes the group of the instances: reached from the load balancer on its ports, and reaching out by HTTPS; where the
 * network has endpoints, to these alone.
 */
export function fleetSecurityGroup(
  { name, parent, tags }: InstanceInputs,
  vpcId: pulumi.Input<string>,
  balancerId: pulumi.Input<string>,
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
  tierPortRules({ name, parent, tags }, group.id, balancerId, ports);
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

/** Lets the load balancer reach the instances on the tiers' ports, and opens its own way to them. */
export function tierPortRules(
  { name, parent, tags }: InstanceInputs,
  instancesId: pulumi.Input<string>,
  balancerId: pulumi.Input<string>,
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
        referencedSecurityGroupId: balancerId,
        description: `Port of the ${tier} tier, from the load balancer`,
      },
      child,
    );
    new vpcRules.SecurityGroupEgressRule(
      `${name}-${tier}`,
      {
        ...tcp,
        securityGroupId: balancerId,
        referencedSecurityGroupId: instancesId,
        description: `Port of the ${tier} tier, to the instances`,
      },
      child,
    );
  }
}

/** Makes the role of the instances. People log in with Session Manager; whoever needs more grants it. */
export function instanceRole({ name, parent, tags }: InstanceInputs): {
  name: pulumi.Output<string>;
  arn: pulumi.Output<string>;
  profileArn: pulumi.Output<string>;
} {
  const child = { parent };
  const role = new iam.Role(
    `${name}-role`,
    { assumeRolePolicy: instanceTrust(), description: `Instances of ${name}`, tags },
    child,
  );
  new iam.RolePolicy(`${name}-session-manager`, { role: role.name, policy: sessionManagerGrant() }, child);
  const profile = new iam.InstanceProfile(`${name}-profile`, { role: role.name, tags }, child);
  return { name: role.name, arn: role.arn, profileArn: profile.arn };
}
