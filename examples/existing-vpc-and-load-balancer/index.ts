import { getZoneOutput } from "@pulumi/aws/route53";
import { Config } from "@pulumi/pulumi";
import { ContentKind, SecureOrigin } from "secure-origin";

// What exists is named in the stack file. Rules are added to the two security groups; nothing else of it changes.
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
    listenerPort: 8443, // 443 may be taken by a listener that is there
    instances: {
      ids: { first: config.require("instanceId") },
      securityGroupId: config.require("instanceSecurityGroupId"),
      role: { name: config.require("roleName"), arn: config.require("roleArn") },
    },
  },
});

export const { url, albArn, distributionId, keyGroupId, appRoleArn } = site;
