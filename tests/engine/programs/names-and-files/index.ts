/**
 * A site whose domain name is made from outputs: of another stack, and of a resource that an `up` has yet to create. Buckets
 * serve its public pages and its signed files, one of them that of another stack on demand, and those of an additional application.
 */
import { join } from "node:path";
import { BucketObjectv2 } from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import {
  Certificates,
  ContentKind,
  InternalLoadBalancer,
  KeySource,
  Network,
  SecureOrigin,
  type SigningKeyArgs,
  SigningKeys,
} from "../../../../components";
import { holes } from "./holes";

const config = new pulumi.Config();
const dns = new pulumi.StackReference("organization/domain/dev");
const hostedZoneId = dns.requireOutput("hostedZoneId");
const network = new Network("shared", { cidrBlock: "10.30.0.0/16" });
const { vpcId, subnetIds } = network;
// The id stands for what only AWS can tell: a preview of the first update does not know it.
const domainName = pulumi.interpolate`${config.get("prefix") ?? "m-"}${vpcId}.${dns.requireOutput("domainName")}`;

/** Signs with a key of Secrets Manager, whose private half the tests have. */
const signingKey = (name: string): SigningKeyArgs => ({
  id: "k1",
  source: KeySource.SecretsManager,
  arn: `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`,
  publicKeyPem: config.require(`${name}Pem`),
});
const files = { content: ContentKind.Static, fromBucket: true };

const shopNames = ["origin-shop.example.com"];
const shopBalancer = new InternalLoadBalancer(
  "shop",
  {
    vpcId,
    subnetIds,
    originDomainNames: shopNames,
    hostedZoneId,
    certificateArn: new Certificates("shop", {
      domainName: "shop.example.com",
      originDomainNames: shopNames,
      hostedZoneId,
      region: "eu-west-1",
    }).regionalArn,
  },
  { dependsOn: network },
);
const shopKeys = new SigningKeys("shop", { keys: [signingKey("shop")] });

const site = new SecureOrigin(
  "site",
  {
    domainName,
    additionalDomainNames: [pulumi.interpolate`www.${domainName}`],
    hostedZoneId,
    vpc: { vpcId, subnetIds },
    securePaths: [
      { pattern: "/premium/*", ...files },
      { pattern: "/account/*", content: ContentKind.Dynamic },
    ],
    publicPaths: ["/api/*"],
    publicBucketPaths: ["/*"],
    signedBucket: config.getBoolean("companyVideos")
      ? {
          bucketName: dns.requireOutput("videosBucket"),
          bucketDomainName: dns.requireOutput("videosDomainName"),
          writePolicy: false,
        }
      : undefined,
    additionalApplications: [
      {
        id: "shop",
        loadBalancerArn: shopBalancer.albArn,
        publicOriginDomainName: shopNames[0],
        signedOriginDomainName: shopNames[0],
        publicHeaderValue: shopBalancer.publicHeaderValue,
        signedHeaderValue: shopBalancer.signedHeaderValue,
        keyGroupIds: [shopKeys.keyGroupId],
        securePaths: [{ pattern: "/shop/*", ...files }],
      },
    ],
    signingKeys: [signingKey("signing")],
    origin: { bootScript: "#!/bin/sh\nexec sleep infinity\n" },
  },
  { transforms: holes(config.getBoolean("holes") ?? false), dependsOn: [network, shopBalancer] },
);

const object = (name: string, bucket: pulumi.Output<string | undefined>, key: string, content: string) =>
  new BucketObjectv2(name, {
    bucket: bucket.apply((id) => id ?? ""),
    key,
    content,
    contentType: "text/html",
  });
object("index", site.publicBucketName, "index.html", "a public page");
object(
  "offer",
  site.applicationBucketNames.apply((names) => names?.shop),
  "shop/offer.html",
  "an offer",
);
if (!config.getBoolean("companyVideos")) {
  object("film", site.signedBucketName, "premium/film.html", "a film");
  new BucketObjectv2("program", {
    bucket: site.signedBucketName.apply((id) => id ?? ""),
    key: "premium/program.yaml",
    source: new pulumi.asset.FileAsset(join(__dirname, "Pulumi.yaml")),
  });
}

export const { url, activeKeyId, signedBucketDomainName, filesBucketPolicies, filesKeyPolicy } = site;
export const shopKeyId = shopKeys.activeKeyId;
