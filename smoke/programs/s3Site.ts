import * as cloudfront from "@pulumi/aws/cloudfront";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

/** Creates a distribution for a private bucket with one file, `file.txt`, which needs a signature if there are key groups. */
export function s3Site(trustedKeyGroups: pulumi.Input<string>[]): cloudfront.Distribution {
  const bucket = new s3.Bucket("smoke", { forceDestroy: true });
  new s3.BucketObjectv2("smoke", {
    bucket: bucket.bucket,
    key: "file.txt",
    content: "the file\n",
    contentType: "text/plain",
  });
  const control = new cloudfront.OriginAccessControl("smoke", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
  const cachePolicyId = cloudfront
    .getCachePolicyOutput({ name: "Managed-CachingDisabled" })
    .apply(({ id }) => id ?? "");
  const distribution = new cloudfront.Distribution("smoke", {
    enabled: true,
    comment: "smoke: one file of a private bucket",
    priceClass: "PriceClass_100",
    origins: [
      {
        originId: "bucket",
        domainName: bucket.bucketRegionalDomainName,
        originAccessControlId: control.id,
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: "bucket",
      cachePolicyId,
      viewerProtocolPolicy: "https-only",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      trustedKeyGroups,
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    waitForDeployment: true,
  });
  new s3.BucketPolicy("smoke", {
    bucket: bucket.bucket,
    policy: pulumi.all([bucket.arn, distribution.arn]).apply(([arn, distributionArn]) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: "s3:GetObject",
            Resource: `${arn}/*`,
            Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
          },
        ],
      }),
    ),
  });
  return distribution;
}
