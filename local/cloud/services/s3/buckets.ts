import { createHash, createHmac } from "node:crypto";
import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { hex } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable, volatile } from "../../model/resourceType";
import { asset, bool, json, map, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { BUCKET, BUCKET_POLICY } from "../../model/tokens";
import { asText, dig, isObject, type Value } from "../../values";
import { regionOf } from "../ec2/regions";
import { isPublic, malformed, unknownPrincipal } from "../iam/policyDocuments";
import { ACCESS_BLOCK, ofBucket, VERSIONING } from "./bucketSettings";
import { objectKey, objectKeyRules } from "./objectKeys";

const BUCKET_OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

const bucket: ResourceType = {
  token: BUCKET,
  service: "S3",
  operations: { create: "CreateBucket", update: "PutBucketTagging", delete: "DeleteBucket" },
  source: registry("s3/bucket"),
  inputs: {
    bucket: str({ immutable: true, pattern: /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/, min: 3, max: 63 }),
    bucketPrefix: str({ immutable: true, max: 37 }),
    forceDestroy: bool({ default: false }),
    objectLockEnabled: bool({ immutable: true }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "bucket", max: 63, form: (name) => name.toLowerCase().replaceAll(/[^a-z0-9.-]/g, "-") },
  id: (context) => asText(context.inputs["bucket"]) ?? `${input(context, "bucketPrefix")}${hex(26)}`,
  outputs: {
    bucket: stable((context) => context.id),
    arn: stable((context) => `arn:aws:s3:::${context.id}`),
    bucketDomainName: stable((context) => `${context.id}.s3.amazonaws.com`),
    bucketRegion: stable((context) => context.region),
    bucketRegionalDomainName: stable((context) => `${context.id}.s3.${context.region}.amazonaws.com`),
    hostedZoneId: stable((context) => regionOf(context.region)?.s3Zone ?? ""),
    objectLockEnabled: stable(() => false),
    requestPayer: stable(() => "BucketOwner"),
    websiteDomain: stable(() => ""),
    websiteEndpoint: stable(() => ""),
    ...TAGS_ALL,
  },
  unique: [
    {
      of: ["bucket"],
      within: "account",
      code: "BucketAlreadyOwnedByYou",
      status: 409,
      source: api("s3", "CreateBucket"),
    },
  ],
  // With forceDestroy the provider empties the bucket first; otherwise a bucket with objects cannot be deleted.
  deleted: ({ id, account }) => {
    for (const object of account.all(BUCKET_OBJECT).filter((one) => one.inputs["bucket"] === id)) {
      account.remove(object);
    }
  },
};

const bucketPolicy: ResourceType = {
  token: BUCKET_POLICY,
  service: "S3",
  operations: { create: "PutBucketPolicy", update: "PutBucketPolicy", delete: "DeleteBucketPolicy" },
  source: registry("s3/bucketpolicy"),
  inputs: {
    bucket: str({ required: true, immutable: true }),
    policy: json({ required: true, max: 20_480 }),
    ...REGION,
  },
  id: (context) => input(context, "bucket"),
  outputs: {},
  references: [ofBucket("PutBucketPolicy")],
  rules: [
    {
      on: ["create", "update"],
      code: "MalformedPolicy",
      status: 400,
      source: api("s3", "PutBucketPolicy"),
      description: "A bucket policy is a policy document whose principals exist.",
      validate: (context) =>
        malformed(input(context, "policy")) ?? unknownPrincipal(context, input(context, "policy")),
    },
    {
      on: ["create", "update"],
      code: "AccessDenied",
      status: 403,
      source: guide("AmazonS3/latest/userguide/access-control-block-public-access.html"),
      description: "A bucket policy is not public while public policies are blocked.",
      validate: (context) =>
        isPublic(input(context, "policy")) && blocksPolicies(context)
          ? "User is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
          : undefined,
    },
  ],
};

/** Returns whether public policies are blocked, the default for buckets created since April 2023. */
function blocksPolicies(context: OperationContext): boolean {
  const block = context.account
    .all(ACCESS_BLOCK)
    .find((one) => one.inputs["bucket"] === context.inputs["bucket"]);
  return block === undefined || block.outputs["blockPublicPolicy"] === true;
}

const bucketObject: ResourceType = {
  token: BUCKET_OBJECT,
  service: "S3",
  operations: { create: "PutObject", update: "PutObject", delete: "DeleteObject" },
  source: registry("s3/bucketobjectv2"),
  inputs: {
    acl: str(),
    bucket: str({ required: true, immutable: true }),
    bucketKeyEnabled: bool(),
    cacheControl: str(),
    checksumAlgorithm: str(),
    content: str(),
    contentBase64: str(),
    contentDisposition: str(),
    contentEncoding: str(),
    contentLanguage: str(),
    contentType: str(),
    etag: str(),
    forceDestroy: bool({ default: false }),
    key: str({ immutable: true }),
    kmsKeyId: str(),
    metadata: map(str()),
    serverSideEncryption: str({ oneOf: ["AES256", "aws:kms", "aws:kms:dsse"] }),
    source: asset(),
    sourceHash: str(),
    storageClass: str(),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "key", max: 1024 },
  id: (context) => `${input(context, "bucket")}/${input(context, "key")}`,
  outputs: {
    arn: stable((context) => `arn:aws:s3:::${context.id}`),
    bucketKeyEnabled: stable(() => false),
    checksumCrc32: volatile(() => ""),
    checksumCrc32c: volatile(() => ""),
    checksumCrc64nvme: volatile((context) => digest(context).toString("base64").slice(0, 11).concat("=")),
    checksumSha1: volatile(() => ""),
    checksumSha256: volatile(() => ""),
    contentType: stable(() => "application/octet-stream"),
    etag: volatile((context) => createHash("md5").update(body(context)).digest("hex")),
    kmsKeyId: stable(() => undefined),
    serverSideEncryption: stable(() => "AES256"),
    storageClass: stable(() => "STANDARD"),
    versionId: volatile((context) => (isVersioned(context) ? hex(32) : "")),
    ...TAGS_ALL,
  },
  references: [
    {
      ...ofBucket("PutObject"),
      inUse: {
        code: "BucketNotEmpty",
        status: 409,
        source: api("s3", "DeleteBucket"),
        unless: (target) => target.outputs["forceDestroy"] === true,
      },
    },
    objectKey,
  ],
  rules: objectKeyRules,
};

function isVersioned(context: OperationContext): boolean {
  return context.account
    .all(VERSIONING)
    .some(
      (one) =>
        one.inputs["bucket"] === context.inputs["bucket"] &&
        dig(one.inputs["versioningConfiguration"], "status") === "Enabled",
    );
}

/** Returns the object's content; a file or archive is represented by its hash. */
function body(context: OperationContext): string {
  const source: Value | undefined = context.inputs["source"];
  if (isObject(source)) {
    return asText(source["text"]) ?? asText(source["hash"]) ?? "";
  }
  const encoded = asText(context.inputs["contentBase64"]);
  return encoded === undefined
    ? input(context, "content")
    : Buffer.from(encoded, "base64").toString("latin1");
}

function digest(context: OperationContext): Buffer {
  return createHmac("sha256", "crc").update(body(context)).digest().subarray(0, 8);
}

/** Resource types of buckets and objects. */
export const s3 = {
  resources: [bucket, bucketPolicy, bucketObject],
};
