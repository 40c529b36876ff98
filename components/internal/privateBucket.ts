import * as s3 from "@pulumi/aws/s3";
import type { input } from "@pulumi/aws/types";
import type * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "./componentContext";

/** Options of a private bucket. */
interface PrivateBucketInputs extends ComponentContext {
  /** Deletes the objects with the bucket. Default: false. */
  forceDestroy?: boolean;
  /** ARN of the KMS key that encrypts its objects. Default: S3's own keys. */
  encryptionKeyArn?: pulumi.Input<string> | undefined;
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
    { ...own, rules: [encryptionRule(inputs.encryptionKeyArn)] },
    child,
  );
  return made;
}

/** Returns how a bucket encrypts its objects; with a bucket key, S3 calls KMS once for many objects. */
function encryptionRule(
  kmsMasterKeyId: pulumi.Input<string> | undefined,
): input.s3.BucketServerSideEncryptionConfigurationRule {
  return kmsMasterKeyId === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId },
        bucketKeyEnabled: true,
      };
}

/** Days for which a bucket keeps the former version of an object that was overwritten or deleted. */
const FORMER_VERSION_DAYS = 30;

/** Options of a bucket's versions. */
interface BucketVersionsInputs extends Omit<ComponentContext, "tags"> {
  bucket: s3.Bucket;
  /** Days after which its objects expire. Default: never. */
  expiresAfterDays?: number;
  /** What is written before versioning is enabled. Default: nothing. */
  dependsOn?: pulumi.Resource[];
}

/**
 * Keeps what is overwritten or deleted in a bucket for some days, and ends uploads that were never completed. For minutes
 * after versioning is enabled, an object that is written can be missing from reads: what instances read soon is written
 * before.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/manage-versioning-examples.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function keepVersions(inputs: BucketVersionsInputs): void {
  const { parent, bucket, expiresAfterDays, dependsOn = [] } = inputs;
  const name = `${inputs.name}-bucket`;
  const versioning = new s3.BucketVersioning(
    name,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    { parent, dependsOn },
  );
  const rules = lifecycleRules(expiresAfterDays);
  new s3.BucketLifecycleConfiguration(
    name,
    { bucket: bucket.bucket, rules },
    { parent, dependsOn: versioning },
  );
}

/** Returns the rules of a life cycle. With days, S3 also removes the delete markers that have no version left. */
function lifecycleRules(expiresAfterDays: number | undefined) {
  const rule = (id: string, expiration?: object) => ({
    id,
    status: "Enabled",
    filter: {},
    expiration,
    noncurrentVersionExpiration: { noncurrentDays: FORMER_VERSION_DAYS },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
  });
  return expiresAfterDays === undefined
    ? [rule("former-versions", { expiredObjectDeleteMarker: true })]
    : [rule("expire", { days: expiresAfterDays })];
}
