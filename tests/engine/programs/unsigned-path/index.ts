/** A distribution that means to protect /premium/*, and a behavior before it that lets images through unsigned. */

import { generateKeyPairSync } from "node:crypto";
import { Distribution, KeyGroup, PublicKey } from "@pulumi/aws/cloudfront";

const { publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const key = new PublicKey("shop", { encodedKey: publicKey });
const group = new KeyGroup("shop", { items: [key.id] });

const behavior = {
  targetOriginId: "shop",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
};
const distribution = new Distribution("shop", {
  enabled: true,
  origins: [
    {
      originId: "shop",
      domainName: "shop.example.com",
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
    },
  ],
  orderedCacheBehaviors: [
    { ...behavior, pathPattern: "/downloads/*", trustedKeyGroups: [group.id] },
    { ...behavior, pathPattern: "/secure/*", trustedKeyGroups: [group.id] },
    { ...behavior, pathPattern: "*.jpg" },
    { ...behavior, pathPattern: "/premium/*", trustedKeyGroups: [group.id] },
  ],
  defaultCacheBehavior: behavior,
  restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
export const domainName = distribution.domainName;
