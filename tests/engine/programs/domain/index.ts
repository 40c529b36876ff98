/** What an organization has in a stack of its own: its names, and a bucket of videos under its KMS key. */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { Key } from "@pulumi/aws/kms";
import { getZoneOutput } from "@pulumi/aws/route53";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

/** A policy document. */
interface Document {
  readonly Statement: readonly object[];
}

const config = new pulumi.Config();
const zone = getZoneOutput({ name: "example.com" });

// The statements that the owner of a site asks for, once it has a distribution.
const keyReaders = config.getObject<Document>("keyReaders")?.Statement ?? [];
const account = pulumi.interpolate`arn:aws:iam::${getCallerIdentityOutput().accountId}:root`;
const key = new Key("videos", {
  policy: account.apply((root) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
        ...keyReaders,
      ],
    }),
  ),
});
const videos = new s3.Bucket("company-videos", {});
const { bucket } = videos;
new s3.BucketPublicAccessBlock("company-videos", {
  bucket,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
const encryption = new s3.BucketServerSideEncryptionConfiguration("company-videos", {
  bucket,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn } }],
});
for (const name of ["lesson", "exercise"]) {
  new s3.BucketObjectv2(
    name,
    { bucket, key: `premium/${name}.html`, content: `a ${name}`, contentType: "text/html" },
    { dependsOn: encryption },
  );
}
const readers = config.get("readers");
if (readers !== undefined) {
  new s3.BucketPolicy("company-videos", { bucket, policy: readers });
}

export const domainName = zone.name;
export const hostedZoneId = zone.zoneId;
export const videosBucket = bucket;
export const videosDomainName = videos.bucketRegionalDomainName;
