import { readFileSync } from "node:fs";
import { getZoneOutput } from "@pulumi/aws/route53";
import { Config } from "@pulumi/pulumi";
import {
  Certificates,
  ContentKind,
  InternalLoadBalancer,
  Network,
  OriginInstances,
  SecureOrigin,
  SigningKeys,
} from "secure-origin";

// Shared by both applications: the network, the names and their certificates.
const domainName = "members.example.com";
const originDomainNames = [`origin-public.${domainName}`, `origin-signed.${domainName}`];
const hostedZoneId = getZoneOutput({ name: "example.com" }).zoneId;
const network = new Network("shared", {});
const { vpcId, subnetIds } = network;
const certificates = new Certificates("shared", {
  domainName,
  originDomainNames,
  hostedZoneId,
  region: new Config("aws").require("region"),
});
const bootScript = readFileSync("boot.sh", "utf8");

// The reports application, with its own instances, load balancer, header values and signing keys. CloudFront calls it by
// the members application's origin names, whose DNS records belong to that application.
const loadBalancer = new InternalLoadBalancer(
  "reports",
  { vpcId, subnetIds, originDomainNames, certificateArn: certificates.regionalArn },
  { dependsOn: network },
);
const instances = new OriginInstances(
  "reports",
  {
    vpcId,
    subnetIds,
    targetGroupArns: loadBalancer.targetGroupArns,
    loadBalancerSecurityGroupId: loadBalancer.albSecurityGroupId,
    bootScript,
  },
  { dependsOn: [network, loadBalancer] },
);
const keys = new SigningKeys("reports", {
  keys: [{ id: "k1" }],
  signer: { name: instances.roleName, arn: instances.roleArn },
});

// The members application, and the distribution of both. It waits until the reports application's listener rules exist.
const site = new SecureOrigin(
  "members",
  {
    domainName,
    hostedZoneId,
    certificates,
    vpc: { vpcId, subnetIds },
    securePaths: [
      { pattern: "/premium/*", content: ContentKind.Dynamic },
      { pattern: "/downloads/*", content: ContentKind.Static },
    ],
    signingKeys: [{ id: "k1" }],
    origin: { bootScript },
    additionalApplications: [
      {
        id: "reports",
        loadBalancerArn: loadBalancer.albArn,
        headerName: loadBalancer.headerName,
        publicHeaderValue: loadBalancer.publicHeaderValue,
        signedHeaderValue: loadBalancer.signedHeaderValue,
        keyGroupIds: [keys.keyGroupId],
        securePaths: [{ pattern: "/secure/*", content: ContentKind.Dynamic }],
      },
    ],
  },
  { dependsOn: [network, loadBalancer] },
);

export const { url, activeKeyId, keyGroupId, distributionId } = site;
export const reportsKeyId = keys.activeKeyId;
export const reportsKeyGroupId = keys.keyGroupId;
