import type { ServiceRequests } from "./request";

const OWNER = { expectedBucketOwner: "ExpectedBucketOwner" };

/** Requests to S3, where the provider's separate resources are properties of CloudFormation's bucket. */
export const s3: ServiceRequests = {
  service: "S3",
  model: "s3",
  types: {
    "aws:s3/bucket:Bucket": {
      resource: "AWS::S3::Bucket",
      members: {
        bucket: ["Bucket", "/BucketName"],
        objectLockEnabled: ["ObjectLockEnabledForBucket", "/ObjectLockEnabled"],
        tags: "PutBucketTagging:Tagging.TagSet",
      },
      notSent: {
        bucketPrefix: "it is the prefix of the name",
        forceDestroy: "the provider uses it only for deletion",
      },
    },
    "aws:s3/bucketPolicy:BucketPolicy": {
      resource: "AWS::S3::BucketPolicy",
      members: { policy: ["Policy", "/PolicyDocument"] },
    },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
      resource: "AWS::S3::Bucket",
      within: "PublicAccessBlockConfiguration",
      resourceWithin: "PublicAccessBlockConfiguration",
      members: { bucket: ["Bucket", "/BucketName"] },
      notSent: { skipDestroy: "the provider uses it only for deletion" },
    },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
      resource: "AWS::S3::Bucket",
      within: "OwnershipControls",
      resourceWithin: "OwnershipControls",
      members: { bucket: ["Bucket", "/BucketName"] },
    },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
      resource: "AWS::S3::Bucket",
      within: "ServerSideEncryptionConfiguration",
      resourceWithin: "BucketEncryption",
      members: {
        bucket: ["Bucket", "/BucketName"],
        ...OWNER,
        rules: "/BucketEncryption/ServerSideEncryptionConfiguration",
        "rules[*].applyServerSideEncryptionByDefault":
          "/BucketEncryption/ServerSideEncryptionConfiguration/*/ServerSideEncryptionByDefault",
      },
    },
    "aws:s3/bucketVersioning:BucketVersioning": {
      resource: "AWS::S3::Bucket",
      members: {
        bucket: ["Bucket", "/BucketName"],
        ...OWNER,
        mfa: "MFA",
        "versioningConfiguration.mfaDelete": "VersioningConfiguration.MFADelete",
      },
    },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
      resource: "AWS::S3::Bucket",
      within: "LifecycleConfiguration",
      resourceWithin: "LifecycleConfiguration",
      members: {
        bucket: ["Bucket", "/BucketName"],
        ...OWNER,
        transitionDefaultMinimumObjectSize: [
          "TransitionDefaultMinimumObjectSize",
          "/LifecycleConfiguration/TransitionDefaultMinimumObjectSize",
        ],
        "rules[*].id": "LifecycleConfiguration.Rules[*].ID",
        "rules[*].expiration.days": "/LifecycleConfiguration/Rules/*/ExpirationInDays",
        "rules[*].expiration.date": "/LifecycleConfiguration/Rules/*/ExpirationDate",
        "rules[*].expiration.expiredObjectDeleteMarker":
          "/LifecycleConfiguration/Rules/*/ExpiredObjectDeleteMarker",
      },
    },
    "aws:s3/bucketLogging:BucketLogging": {
      resource: "AWS::S3::Bucket",
      within: "BucketLoggingStatus.LoggingEnabled",
      resourceWithin: "LoggingConfiguration",
      members: {
        bucket: ["Bucket", "/BucketName"],
        ...OWNER,
        targetBucket: "/LoggingConfiguration/DestinationBucketName",
        targetPrefix: "/LoggingConfiguration/LogFilePrefix",
      },
    },
    "aws:s3/bucketObjectv2:BucketObjectv2": {
      members: {
        kmsKeyId: "SSEKMSKeyId",
        etag: "ContentMD5",
        "tags{*}": "PutObjectTagging:Tagging.TagSet[*].Value",
      },
      notSent: {
        content: "it is the object itself",
        contentBase64: "it is the object itself",
        source: "it is the object itself",
        sourceHash: "the provider uses it only for comparison",
        forceDestroy: "the provider uses it only for deletion",
      },
    },
  },
};
