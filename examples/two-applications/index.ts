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

// What both applications share: a network, the names and their certificates.
const domainName = "members.example.com";
const originDomainName = `origin.${domainName}`;
const hostedZoneId = getZoneOutput({ name: "example.com" }).zoneId;
const network = new Network("shared", {});
const { vpcId, subnetIds } = network;
const certificates = new Certificates("shared", {
  domainName,
  originDomainName,
  hostedZoneId,
  region: new Config("aws").require("region"),
});
const bootScript = readFileSync("boot.sh", "utf8");

// The reports application: instances, load balancer, header values and signing keys of its own. CloudFront calls it by
// the first application's name, for which `hostedZoneId` makes a record there and not here.
const gate = new InternalLoadBalancer(
  "reports",
  { vpcId, subnetIds, originDomainName, certificateArn: certificates.regionalArn },
  { dependsOn: network },
);
const fleet = new OriginInstances(
  "reports",
  {
    vpcId,
    subnetIds,
    targetGroupArns: gate.targetGroupArns,
    loadBalancerSecurityGroupId: gate.albSecurityGroupId,
    bootScript,
  },
  { dependsOn: [network, gate] },
);
const keys = new SigningKeys("reports", {
  keys: [{ id: "k1" }],
  signer: { name: fleet.roleName, arn: fleet.roleArn },
});

// The members application, and the distribution that both are behind: it waits until the other's rules stand.
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
        loadBalancerArn: gate.albArn,
        publicHeaderValue: gate.publicHeaderValue,
        signedHeaderValue: gate.signedHeaderValue,
        keyGroupIds: [keys.keyGroupId],
        securePaths: [{ pattern: "/secure/*", content: ContentKind.Dynamic }],
      },
    ],
  },
  { dependsOn: [network, gate] },
);

export const { url, activeKeyId, keyGroupId, distributionId } = site;
export const reportsKeyId = keys.activeKeyId;
export const reportsKeyGroupId = keys.keyGroupId;
