import * as ec2 from "@pulumi/aws/ec2";
import * as vpcRules from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { VpcOriginIngressArgs } from "./distributionArgs";

/**
 * Name of the security group that CloudFront's interfaces in a VPC wear. AWS makes it with the first VPC origin.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

/**
 * Lets CloudFront's interfaces in the VPC into the load balancer by their security group.
 *
 * The group does not exist before the VPC origin does, so the lookup waits for that, and a preview leaves it unknown
 * instead of failing. The rule goes before the VPC origin: AWS keeps a group that a rule names.
 */
export function admitServiceGroup(
  name: string,
  parent: pulumi.Resource,
  entrance: VpcOriginIngressArgs,
  port: number,
  vpcOrigin: pulumi.Resource,
): vpcRules.SecurityGroupIngressRule {
  const group = ec2.getSecurityGroupOutput(
    { name: SERVICE_GROUP, vpcId: entrance.vpcId },
    { parent, dependsOn: [vpcOrigin] },
  );
  return new vpcRules.SecurityGroupIngressRule(
    `${name}-service-group`,
    {
      securityGroupId: entrance.securityGroupId,
      description: "HTTPS from the network interfaces of CloudFront in this VPC",
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      referencedSecurityGroupId: group.id,
      tags: entrance.tags,
    },
    // On another port it stands beside the old one until the edge calls there.
    { parent, dependsOn: [vpcOrigin], replaceOnChanges: ["fromPort"] },
  );
}
