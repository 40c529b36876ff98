import * as ec2 from "@pulumi/aws/ec2";
import * as vpcRules from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { VpcOriginIngressArgs } from "./distributionArgs";

/**
 * Name of the security group of CloudFront's network interfaces in a VPC. AWS creates it with the first VPC origin.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

/**
 * Admits CloudFront's network interfaces in the VPC to the load balancer by their security group.
 *
 * The group exists only once a VPC origin does, so the lookup waits for that, and a preview leaves it unknown instead of
 * failing. The rule is deleted before the VPC origin: AWS keeps a group that a rule names.
 */
export function admitServiceGroup(
  name: string,
  parent: pulumi.Resource,
  ingress: VpcOriginIngressArgs,
  port: number,
  vpcOrigin: pulumi.Resource,
): vpcRules.SecurityGroupIngressRule {
  const group = ec2.getSecurityGroupOutput(
    { name: SERVICE_GROUP, vpcId: ingress.vpcId },
    { parent, dependsOn: [vpcOrigin] },
  );
  return new vpcRules.SecurityGroupIngressRule(
    `${name}-service-group`,
    {
      securityGroupId: ingress.securityGroupId,
      description: "HTTPS from the network interfaces of CloudFront in this VPC",
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      referencedSecurityGroupId: group.id,
      tags: ingress.tags,
    },
    // A rule for another port exists beside the old one until the distribution uses that port.
    { parent, dependsOn: [vpcOrigin], replaceOnChanges: ["fromPort"] },
  );
}
