/**
 * A site whose domain name is made from outputs: of another stack, and of a resource that an `up` has yet to create. Buckets
 * serve its public pages and its signed files.
 */
import { join } from "node:path";
import { Vpc } from "@pulumi/aws/ec2";
import { BucketObjectv2 } from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { ContentKind, KeySource, SecureOrigin } from "../../../../components";
import { holes } from "./holes";

const config = new pulumi.Config();
const dns = new pulumi.StackReference("organization/domain/dev");
// The id stands for what only AWS can tell: a preview of the first update does not know it.
const label = new Vpc("label", { cidrBlock: "10.40.0.0/16" }).id;
const domainName = pulumi.interpolate`${config.get("prefix") ?? "m-"}${label}.${dns.requireOutput("domainName")}`;

const site = new SecureOrigin(
  "site",
  {
    domainName,
    additionalDomainNames: [pulumi.interpolate`www.${domainName}`],
    hostedZoneId: dns.requireOutput("hostedZoneId"),
    network: { cidrBlock: "10.30.0.0/16" },
    securePaths: [
      { pattern: "/premium/*", content: ContentKind.Static, fromBucket: true },
      { pattern: "/account/*", content: ContentKind.Dynamic },
    ],
    publicPaths: ["/api/*"],
    publicBucketPaths: ["/*"],
    signingKeys: [
      {
        id: "k1",
        source: KeySource.SecretsManager,
        arn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:signing-AbCdEf",
        publicKeyPem: config.require("publicKeyPem"),
      },
    ],
    origin: { bootScript: "#!/bin/sh\nexec sleep infinity\n" },
  },
  { transforms: holes(config.getBoolean("holes") ?? false) },
);

const object = (name: string, bucket: pulumi.Output<string | undefined>, key: string, content: string) =>
  new BucketObjectv2(name, {
    bucket: bucket.apply((id) => id ?? ""),
    key,
    content,
    contentType: "text/html",
  });
object("film", site.signedBucketName, "premium/film.html", "a film");
object("index", site.publicBucketName, "index.html", "a public page");
new BucketObjectv2("program", {
  bucket: site.signedBucketName.apply((id) => id ?? ""),
  key: "premium/program.yaml",
  source: new pulumi.asset.FileAsset(join(__dirname, "Pulumi.yaml")),
});

export const { url, activeKeyId, signedBucketDomainName } = site;
