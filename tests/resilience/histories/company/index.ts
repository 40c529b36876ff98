/** What exists beside the site of histories: a network, certificates, a bucket of files, and another application. */
import { getZoneOutput } from "@pulumi/aws/route53";
import * as s3 from "@pulumi/aws/s3";
import { Config } from "@pulumi/pulumi";
import {
  Certificates,
  InternalLoadBalancer,
  Network,
  OriginInstances,
  SigningKeys,
} from "../../../../components";
import { bucketReadPolicy } from "../../../../components/cloudfront/plan/bucketReadPolicy";

const network = new Network("shared", { cidrBlock: "10.20.0.0/16" });
const hostedZoneId = getZoneOutput({ name: "example.com" }).zoneId;
const origins = ["origin-public", "origin-signed"];
const originDomainName = "origin-reports.dev.example.com";
const certificates = new Certificates("company", {
  domainName: "members.dev.example.com",
  additionalDomainNames: ["site.dev.example.com", "shop.dev.example.com"],
  originDomainNames: [
    ...[...origins, "alb-public", "alb-signed", "p", "s"].map((name) => `${name}.members.dev.example.com`),
    ...origins.map((name) => `${name}.site.dev.example.com`),
    originDomainName,
  ],
  hostedZoneId,
  region: "eu-west-1",
});

const { vpcId, subnetIds } = network;
const loadBalancer = new InternalLoadBalancer(
  "reports",
  {
    vpcId,
    subnetIds,
    originDomainNames: [originDomainName],
    hostedZoneId,
    certificateArn: certificates.regionalArn,
  },
  { dependsOn: network },
);
const instances = new OriginInstances(
  "reports",
  {
    vpcId,
    subnetIds,
    targetGroupArns: loadBalancer.targetGroupArns,
    loadBalancerSecurityGroupId: loadBalancer.albSecurityGroupId,
    bootScript: "#!/bin/sh\nexec sleep infinity\n",
  },
  { dependsOn: [network, loadBalancer] },
);
const keys = new SigningKeys("reports", {
  keys: [{ id: "r1" }],
  signer: { name: instances.roleName, arn: instances.roleArn },
});

const files = new s3.Bucket("company-files", {});
new s3.BucketPublicAccessBlock("company-files", {
  bucket: files.bucket,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
new s3.BucketObjectv2("page", {
  bucket: files.bucket,
  key: "downloads/page",
  content: "a file",
  contentType: "text/plain",
});
// The statement that the owner of a bucket adds to its policy, before the site reads it.
const distributionArn = new Config().get("distributionArn");
if (distributionArn !== undefined) {
  const policy = files.arn.apply((arn) => bucketReadPolicy(arn, distributionArn));
  new s3.BucketPolicy("company-files", { bucket: files.bucket, policy });
}

export const vpc = { vpcId, subnetIds };
export const existingCertificates = { edgeArn: certificates.edgeArn, regionalArn: certificates.regionalArn };
export const bucket = { bucketName: files.bucket, bucketDomainName: files.bucketRegionalDomainName };
/** How the application signs. */
export const signing = {
  signingKeyArn: keys.signingKeyArn,
  activeKeyId: keys.activeKeyId,
  appRoleArn: instances.roleArn,
};
/** What the site is told of the application. */
export const application = {
  loadBalancerArn: loadBalancer.albArn,
  originDomainName,
  headerName: loadBalancer.headerName,
  publicHeaderValue: loadBalancer.publicHeaderValue,
  signedHeaderValue: loadBalancer.signedHeaderValue,
  keyGroupId: keys.keyGroupId,
};
