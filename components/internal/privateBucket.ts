import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";

/** What a private bucket is made with. */
export interface PrivateBucketParts {
  /** Name of the component that the bucket belongs to. */
  name: string;
  parent: pulumi.Resource;
  tags: { [key: string]: pulumi.Input<string> };
  /** Lets a destroy delete what the bucket still holds. Default: false. */
  forceDestroy?: boolean;
  /** Days after which its objects go. Default: they stay. */
  expiresAfterDays?: number;
}

/**
 * Makes a bucket that is nobody's but the account's: public access blocked, no access control lists, encrypted at
 * rest. Whoever uses it hangs a policy on it, which refuses plain HTTP.
 */
export function privateBucket(parts: PrivateBucketParts): s3.Bucket {
  const { parent, tags, forceDestroy, expiresAfterDays } = parts;
  const name = `${parts.name}-bucket`;
  const child = { parent };
  const made = new s3.Bucket(name, { tags, forceDestroy }, child);
  const own = { bucket: made.bucket };
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
  return made;
}
