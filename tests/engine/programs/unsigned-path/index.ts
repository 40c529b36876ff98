/** A site with one mistake: a behavior before /premium/* serves every picture unsigned. */
import { generateKeyPairSync } from "node:crypto";
import { Distribution, KeyGroup, PublicKey } from "@pulumi/aws/cloudfront";
import { Config } from "@pulumi/pulumi";
import { RandomBytes } from "@pulumi/random";

const { publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const key = new PublicKey("shop", { encodedKey: publicKey });
const group = new KeyGroup("shop", { items: [key.id] });
const config = new Config();

const served = (targetOriginId: string) => ({
  targetOriginId,
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
});
const signed = (pathPattern: string) => ({
  ...served("signed"),
  pathPattern,
  trustedKeyGroups: [group.id],
});

const distribution = new Distribution("shop", {
  enabled: true,
  aliases: ["shop.example.com"],
  origins: ["public", "signed"].map((originId) => ({
    originId,
    domainName: "origin.shop.example.com",
    customHeaders: [{ name: "X-From-CloudFront", value: new RandomBytes(originId, { length: 32 }).hex }],
    vpcOriginConfig: { vpcOriginId: config.require("vpcOriginId") },
  })),
  orderedCacheBehaviors: [
    signed("/downloads/*"),
    signed("/secure/*"),
    { ...served("public"), pathPattern: "*.jpg" },
    signed("/premium/*"),
  ],
  defaultCacheBehavior: served("public"),
  restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
  viewerCertificate: {
    acmCertificateArn: config.require("certificateArn"),
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
  },
});
export const domainName = distribution.domainName;
