import * as ec2 from "@pulumi/aws/ec2";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as vpcRules from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { instanceTrust } from "./plan/accessPolicies";
import type { TierPort } from "./plan/instances";

interface FleetParts {
  name: string;
  parent: pulumi.Resource;
  tags: { [key: string]: pulumi.Input<string> };
}

/** Makes the group of the instances: reached from the load balancer on its ports, and reaching out by HTTPS. */
export function fleetSecurityGroup(
  { name, parent, tags }: FleetParts,
  vpcId: pulumi.Input<string>,
  balancerId: pulumi.Input<string>,
  ports: TierPort[],
): ec2.SecurityGroup {
  const child = { parent };
  const group = new ec2.SecurityGroup(
    `${name}-instances`,
    {
      vpcId,
      description: "Instances: the application's ports from the load balancer, HTTPS to AWS and to log in",
      tags: { ...tags, Name: `${name}-instances` },
    },
    child,
  );
  for (const { tier, port } of ports) {
    const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port, tags };
    new vpcRules.SecurityGroupIngressRule(
      `${name}-${tier}`,
      {
        ...tcp,
        securityGroupId: group.id,
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
        referencedSecurityGroupId: group.id,
        description: `Port of the ${tier} tier, to the instances`,
      },
      child,
    );
  }
  new vpcRules.SecurityGroupEgressRule(
    `${name}-https`,
    {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
      description: "HTTPS to AWS services and to the identity provider",
      tags,
    },
    child,
  );
  return group;
}

/** Makes the role of the instances. It can be managed by Session Manager; whoever needs more grants it. */
export function fleetRole({ name, parent, tags }: FleetParts): {
  role: iam.Role;
  profile: iam.InstanceProfile;
} {
  const child = { parent };
  const role = new iam.Role(
    `${name}-role`,
    { assumeRolePolicy: instanceTrust(), description: `Instances of ${name}`, tags },
    child,
  );
  new iam.RolePolicyAttachment(
    `${name}-session-manager`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${getPartitionOutput({}, child).partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    },
    child,
  );
  const profile = new iam.InstanceProfile(`${name}-profile`, { role: role.name, tags }, child);
  return { role, profile };
}
