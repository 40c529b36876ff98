import * as s3 from "@pulumi/aws/s3";
import type { ComponentContext } from "./componentContext";

/** Options of a private bucket. */
interface PrivateBucketInputs extends ComponentContext {
  /** Deletes the objects with the bucket. Default: false. */
  forceDestroy?: boolean;
}

/**
 * Creates a private bucket: public access blocked, no access control lists, encrypted at rest. The caller adds a policy,
 * which denies requests without TLS.
 */
export function createPrivateBucket(inputs: PrivateBucketInputs): s3.Bucket {
  const { parent, tags, forceDestroy } = inputs;
  const name = `${inputs.name}-bucket`;
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
  return made;
}
