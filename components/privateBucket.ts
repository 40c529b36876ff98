import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";

/** What of a private bucket differs from one to the next. */
export interface PrivateBucketOptions {
  /** Deletes what is in it together with the bucket. */
  forceDestroy?: boolean;
  /** Days after which its objects go. Default: they stay. */
  expiresAfterDays?: number;
}

/**
 * Makes a bucket that nobody but its owner gets into: no access control lists, all public access blocked, encrypted
 * with S3's own keys.
 */
export function privateBucket(
  name: string,
  parent: pulumi.Resource,
  tags: { [key: string]: pulumi.Input<string> },
  { forceDestroy, expiresAfterDays }: PrivateBucketOptions = {},
): s3.Bucket {
  const child = { parent };
  const bucket = new s3.Bucket(name, { tags, forceDestroy }, child);
  const own = { bucket: bucket.bucket };
  new s3.BucketOwnershipControls(name, { ...own, rule: { objectOwnership: "BucketOwnerEnforced" } }, child);
  new s3.BucketPublicAccessBlock(
    name,
    {
      ...own,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    child,
  );
  new s3.BucketServerSideEncryptionConfiguration(
    name,
    { ...own, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    child,
  );
  if (expiresAfterDays !== undefined) {
    const expiry = { expiration: { days: expiresAfterDays } };
    const unfinished = { abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } };
    const rules = [{ id: "expire", status: "Enabled", filter: {}, ...expiry, ...unfinished }];
    new s3.BucketLifecycleConfiguration(name, { ...own, rules }, child);
  }
  return bucket;
}
