import { readFileSync } from "node:fs";
import { Distribution, KeyGroup, PublicKey, VpcOrigin } from "@pulumi/aws/cloudfront";
import { Config } from "@pulumi/pulumi";
import { RandomBytes } from "@pulumi/random";

// A site without the components: a distribution in front of a load balancer of another stack.
const config = new Config();
const key = new PublicKey("shop", { encodedKey: readFileSync("public-key.pem", "utf8") });
const group = new KeyGroup("shop", { items: [key.id] });

const vpcOrigin = new VpcOrigin("shop", {
  vpcOriginEndpointConfig: {
    name: "shop",
    arn: config.require("loadBalancerArn"),
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
  },
});
const origin = (originId: string) => ({
  originId,
  domainName: "origin.shop.example.com",
  customHeaders: [{ name: "X-From-CloudFront", value: new RandomBytes(originId, { length: 32 }).hex }],
  vpcOriginConfig: { vpcOriginId: vpcOrigin.id },
});
const common = {
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6", // Managed-CachingOptimized
  responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03", // Managed-SecurityHeadersPolicy
};
const publicly = { ...common, targetOriginId: "public" };
const signed = { ...common, targetOriginId: "signed", trustedKeyGroups: [group.id] };

const distribution = new Distribution("shop", {
  enabled: true,
  aliases: ["shop.example.com"],
  origins: [origin("public"), origin("signed")],
  // If you swap the two, the pack rejects the preview: /invoices/a.jpg would be common without a signature.
  orderedCacheBehaviors: [
    { ...signed, pathPattern: "/invoices/*" },
    { ...publicly, pathPattern: "*.jpg" },
  ],
  defaultCacheBehavior: publicly,
  restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
  viewerCertificate: {
    acmCertificateArn: config.require("certificateArn"),
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
  },
});

export const domainName = distribution.domainName;
