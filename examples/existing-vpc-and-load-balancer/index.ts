import { getZoneOutput } from "@pulumi/aws/route53";
import { Config } from "@pulumi/pulumi";
import { ContentKind, SecureOrigin } from "secure-origin";

// The stack file names the existing resources. Rules are added to the two security groups; nothing else is changed.
const config = new Config();

const site = new SecureOrigin("members", {
  domainName: "members.example.com",
  hostedZoneId: getZoneOutput({ name: "example.com" }).zoneId,
  securePaths: ["/premium/*", "/downloads/*", "/secure/*"].map((pattern) => ({
    pattern,
    content: ContentKind.Dynamic,
  })),
  signingKeys: [{ id: "k1" }],
  vpc: { vpcId: config.require("vpcId"), subnetIds: config.requireObject<string[]>("subnetIds") },
  origin: {
    loadBalancerArn: config.require("loadBalancerArn"),
    loadBalancerSecurityGroupId: config.require("loadBalancerSecurityGroupId"),
    listenerPort: 8443, // an existing listener may have 443
    instances: {
      ids: { first: config.require("instanceId") },
      securityGroupId: config.require("instanceSecurityGroupId"),
      role: { name: config.require("roleName"), arn: config.require("roleArn") },
    },
  },
});

export const { url, albArn, distributionId, keyGroupId, appRoleArn } = site;
