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
}

/**
 * Makes a bucket that is nobody's but the account's: public access blocked, no access control lists, encrypted at
 * rest. Whoever uses it hangs a policy on it, which refuses plain HTTP.
 */
export function privateBucket({ name, parent, tags, forceDestroy }: PrivateBucketParts): s3.Bucket {
  const child = { parent };
  const made = new s3.Bucket(`${name}-bucket`, { tags, forceDestroy }, child);
  new s3.BucketOwnershipControls(
    `${name}-bucket`,
    { bucket: made.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    child,
  );
  new s3.BucketPublicAccessBlock(
    `${name}-bucket`,
    {
      bucket: made.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    child,
  );
  new s3.BucketServerSideEncryptionConfiguration(
    `${name}-bucket`,
    { bucket: made.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    child,
  );
  return made;
}
