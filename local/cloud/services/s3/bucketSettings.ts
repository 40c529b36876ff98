import { input, REGION } from "../../model/commonFields";
import { type Reference, type ResourceType, stable } from "../../model/resourceType";
import { any, bool, list, num, obj, set, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { BUCKET, BUCKET_ENCRYPTION } from "../../model/tokens";
import { asText, asTexts } from "../../values";

/** Type token of a bucket's public access block. */
export const ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
/** Type token of a bucket's versioning. */
export const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";

/** The reference to the bucket of a setting, which is deleted with it. */
export function ofBucket(operation: string): Reference {
  const missing = { code: "NoSuchBucket", status: 404, source: api("s3", operation) };
  return { path: "bucket", to: [BUCKET], by: ["id"], missing };
}

const accessBlock: ResourceType = {
  token: ACCESS_BLOCK,
  service: "S3",
  operations: {
    create: "PutPublicAccessBlock",
    update: "PutPublicAccessBlock",
    delete: "DeletePublicAccessBlock",
  },
  source: registry("s3/bucketpublicaccessblock"),
  inputs: {
    blockPublicAcls: bool({ default: false }),
    blockPublicPolicy: bool({ default: false }),
    bucket: str({ required: true, immutable: true }),
    ignorePublicAcls: bool({ default: false }),
    restrictPublicBuckets: bool({ default: false }),
    skipDestroy: bool(),
    ...REGION,
  },
  id: (context) => input(context, "bucket"),
  outputs: {},
  references: [ofBucket("PutPublicAccessBlock")],
};

const ownership: ResourceType = {
  token: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  service: "S3",
  operations: {
    create: "PutBucketOwnershipControls",
    update: "PutBucketOwnershipControls",
    delete: "DeleteBucketOwnershipControls",
  },
  source: registry("s3/bucketownershipcontrols"),
  inputs: {
    bucket: str({ required: true, immutable: true }),
    rule: obj(
      {
        objectOwnership: str({
          required: true,
          oneOf: ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"],
        }),
      },
      { required: true },
    ),
    ...REGION,
  },
  id: (context) => input(context, "bucket"),
  outputs: {},
  references: [ofBucket("PutBucketOwnershipControls")],
};

const encryption: ResourceType = {
  token: BUCKET_ENCRYPTION,
  service: "S3",
  operations: {
    create: "PutBucketEncryption",
    update: "PutBucketEncryption",
    delete: "DeleteBucketEncryption",
  },
  source: registry("s3/bucketserversideencryptionconfiguration"),
  inputs: {
    bucket: str({ required: true, immutable: true }),
    expectedBucketOwner: str({ immutable: true }),
    rules: set(
      obj({
        applyServerSideEncryptionByDefault: obj({
          kmsMasterKeyId: str(),
          sseAlgorithm: str({ required: true, oneOf: ["AES256", "aws:kms", "aws:kms:dsse"] }),
        }),
        blockedEncryptionTypes: set(str()),
        bucketKeyEnabled: bool(),
      }),
      { required: true },
    ),
    ...REGION,
  },
  id: (context) => input(context, "bucket"),
  outputs: {},
  references: [ofBucket("PutBucketEncryption")],
};

const versioning: ResourceType = {
  token: VERSIONING,
  service: "S3",
  operations: { create: "PutBucketVersioning", update: "PutBucketVersioning", delete: "PutBucketVersioning" },
  source: registry("s3/bucketversioning"),
  inputs: {
    bucket: str({ required: true, immutable: true }),
    expectedBucketOwner: str({ immutable: true }),
    mfa: str(),
    versioningConfiguration: obj(
      { mfaDelete: str(), status: str({ required: true, oneOf: ["Enabled", "Suspended", "Disabled"] }) },
      { required: true },
    ),
    ...REGION,
  },
  id: (context) => input(context, "bucket"),
  outputs: {},
  references: [ofBucket("PutBucketVersioning")],
};

const lifecycle: ResourceType = {
  token: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  service: "S3",
  operations: {
    create: "PutBucketLifecycleConfiguration",
    update: "PutBucketLifecycleConfiguration",
    delete: "DeleteBucketLifecycle",
  },
  source: registry("s3/bucketlifecycleconfiguration"),
  inputs: {
    bucket: str({ required: true, immutable: true }),
    expectedBucketOwner: str({ immutable: true }),
    rules: list(
      obj({
        abortIncompleteMultipartUpload: obj({ daysAfterInitiation: num({ min: 1 }) }),
        expiration: obj({ date: str(), days: num({ min: 1 }), expiredObjectDeleteMarker: bool() }),
        filter: any(),
        id: str({ required: true, min: 1, max: 255 }),
        noncurrentVersionExpiration: obj({
          newerNoncurrentVersions: num({ min: 1 }),
          noncurrentDays: num({ required: true, min: 1 }),
        }),
        noncurrentVersionTransitions: set(any()),
        prefix: str(),
        status: str({ required: true, oneOf: ["Enabled", "Disabled"] }),
        transitions: set(any()),
      }),
      { max: 1000 },
    ),
    transitionDefaultMinimumObjectSize: str(),
    ...REGION,
  },
  id: (context) => input(context, "bucket"),
  outputs: { transitionDefaultMinimumObjectSize: stable(() => "all_storage_classes_128K") },
  references: [ofBucket("PutBucketLifecycleConfiguration")],
  rules: [
    {
      on: ["create", "update"],
      code: "InvalidArgument",
      status: 400,
      source: api("s3", "PutBucketLifecycleConfiguration"),
      description: "The ids of lifecycle rules differ.",
      validate: (context) => {
        const rules = context.inputs["rules"];
        const ids = Array.isArray(rules) ? asTexts(rules.map((rule) => (rule as { id: string }).id)) : [];
        return new Set(ids).size === ids.length
          ? undefined
          : "Rule ID must be unique. Found same ID for more than one rule";
      },
    },
  ],
};

const logging: ResourceType = {
  token: "aws:s3/bucketLogging:BucketLogging",
  service: "S3",
  operations: { create: "PutBucketLogging", update: "PutBucketLogging", delete: "PutBucketLogging" },
  source: registry("s3/bucketlogging"),
  inputs: {
    bucket: str({ required: true, immutable: true }),
    expectedBucketOwner: str({ immutable: true }),
    targetBucket: str({ required: true }),
    targetObjectKeyFormat: any(),
    targetPrefix: str({ required: true }),
    ...REGION,
  },
  id: (context) => input(context, "bucket"),
  outputs: {},
  references: [
    ofBucket("PutBucketLogging"),
    {
      path: "targetBucket",
      to: [BUCKET],
      by: ["id"],
      missing: { code: "InvalidTargetBucketForLogging", status: 400, source: api("s3", "PutBucketLogging") },
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      code: "CrossLocationLoggingProhibited",
      status: 403,
      source: api("s3", "PutBucketLogging"),
      description: "A bucket's access logs are written to a bucket in its region.",
      validate: (context) => {
        const regionOf = (name: string) =>
          asText(context.account.get(BUCKET, input(context, name))?.outputs["region"]);
        return regionOf("bucket") === regionOf("targetBucket")
          ? undefined
          : "Cross S3 location logging not allowed.";
      },
    },
  ],
};

/** Resource types of bucket settings. */
export const bucketSettings = {
  resources: [accessBlock, ownership, encryption, versioning, lifecycle, logging],
};
