/** Calls for S3, with IAM's names, which sometimes differ from the operations'. */
import { type CallTable, ENCRYPTING, type TypeCalls } from "./typeCalls";

/** Returns the calls for one setting of a bucket; writing and deleting it need the same permission. */
function setting(read: string, write: string): TypeCalls {
  const writing = [`s3:${write} bucket`];
  return { create: writing, read: [`s3:${read} bucket`], update: writing, delete: writing };
}

/** Calls by resource type. */
export const storageCalls: CallTable = {
  "aws:s3/bucket:Bucket": {
    create: ["s3:CreateBucket bucket", "s3:PutBucketTagging bucket", "s3:TagResource bucket"],
    // The provider's bucket reads every setting that a bucket can have.
    read: [
      "s3:ListBucket bucket",
      "s3:GetBucketLocation bucket",
      "s3:GetBucketAcl bucket",
      "s3:GetBucketCORS bucket",
      "s3:GetBucketLogging bucket",
      "s3:GetBucketObjectLockConfiguration bucket",
      "s3:GetBucketPolicy bucket",
      "s3:GetBucketRequestPayment bucket",
      "s3:GetBucketTagging bucket",
      "s3:GetBucketVersioning bucket",
      "s3:GetBucketWebsite bucket",
      "s3:GetAccelerateConfiguration bucket",
      "s3:GetEncryptionConfiguration bucket",
      "s3:GetLifecycleConfiguration bucket",
      "s3:GetReplicationConfiguration bucket",
      "s3:ListTagsForResource bucket",
    ],
    update: ["s3:PutBucketTagging bucket", "s3:TagResource bucket", "s3:UntagResource bucket"],
    delete: [
      "s3:DeleteBucket bucket",
      // With forceDestroy the provider empties the bucket first.
      "s3:ListBucketVersions bucket",
      "s3:DeleteObject object",
      "s3:DeleteObjectVersion object",
    ],
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setting(
    "GetBucketPublicAccessBlock",
    "PutBucketPublicAccessBlock",
  ),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting(
    "GetBucketOwnershipControls",
    "PutBucketOwnershipControls",
  ),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting(
    "GetEncryptionConfiguration",
    "PutEncryptionConfiguration",
  ),
  "aws:s3/bucketVersioning:BucketVersioning": setting("GetBucketVersioning", "PutBucketVersioning"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": setting(
    "GetLifecycleConfiguration",
    "PutLifecycleConfiguration",
  ),
  "aws:s3/bucketLogging:BucketLogging": setting("GetBucketLogging", "PutBucketLogging"),
  "aws:s3/bucketPolicy:BucketPolicy": {
    create: ["s3:PutBucketPolicy bucket-with-policy"],
    read: ["s3:GetBucketPolicy bucket-with-policy"],
    update: ["s3:PutBucketPolicy bucket-with-policy"],
    delete: ["s3:DeleteBucketPolicy bucket-with-policy"],
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    create: ["s3:PutObject object", "s3:PutObjectTagging object", ...ENCRYPTING],
    read: ["s3:GetObject object", "s3:GetObjectTagging object", "s3:ListBucket bucket-with-objects"],
    update: ["s3:PutObject object", "s3:PutObjectTagging object", ...ENCRYPTING],
    delete: [
      "s3:DeleteObject object",
      "s3:DeleteObjectVersion object",
      "s3:ListBucketVersions bucket-with-objects",
    ],
  },
};
