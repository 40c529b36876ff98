import { createHash, createHmac } from "node:crypto";
import { asText, dig, isObject, type Value } from "../../engine/values";
import { regionOf } from "../ec2/regions";
import { isPublic, malformed, unknownPrincipal } from "../iam/policyDocuments";
import { hex, input, REGION, TAGS, TAGS_ALL } from "../make";
import { type Making, type ResourceFact, stable, volatile } from "../resourceType";
import { asset, bool, json, map, str } from "../schema";
import { api, guide, registry } from "../sources";
import { BUCKET, BUCKET_POLICY } from "../tokens";
import { ACCESS_BLOCK, ofBucket, VERSIONING } from "./bucketSettings";

const BUCKET_OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

const bucket: ResourceFact = {
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
  id: (making) => asText(making.inputs["bucket"]) ?? `${input(making, "bucketPrefix")}${hex(26)}`,
  outputs: {
    bucket: stable((making) => making.id),
    arn: stable((making) => `arn:aws:s3:::${making.id}`),
    bucketDomainName: stable((making) => `${making.id}.s3.amazonaws.com`),
    bucketRegion: stable((making) => making.region),
    bucketRegionalDomainName: stable((making) => `${making.id}.s3.${making.region}.amazonaws.com`),
    hostedZoneId: stable((making) => regionOf(making.region)?.s3Zone ?? ""),
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
  // With forceDestroy the provider empties the bucket first; without it a bucket that holds something stays.
  deleted: ({ id, world }) => {
    for (const object of world.all(BUCKET_OBJECT).filter((one) => one.inputs["bucket"] === id)) {
      world.remove(object);
    }
  },
};

const bucketPolicy: ResourceFact = {
  token: BUCKET_POLICY,
  service: "S3",
  operations: { create: "PutBucketPolicy", update: "PutBucketPolicy", delete: "DeleteBucketPolicy" },
  source: registry("s3/bucketpolicy"),
  inputs: {
    bucket: str({ required: true, immutable: true }),
    policy: json({ required: true, max: 20_480 }),
    ...REGION,
  },
  id: (making) => input(making, "bucket"),
  outputs: {},
  references: [ofBucket("PutBucketPolicy")],
  rules: [
    {
      on: ["create", "update"],
      code: "MalformedPolicy",
      status: 400,
      source: api("s3", "PutBucketPolicy"),
      says: "A bucket policy is a policy document whose principals exist.",
      broken: (making) =>
        malformed(input(making, "policy")) ?? unknownPrincipal(making, input(making, "policy")),
    },
    {
      on: ["create", "update"],
      code: "AccessDenied",
      status: 403,
      source: guide("AmazonS3/latest/userguide/access-control-block-public-access.html"),
      says: "A public policy is refused while the bucket's access block blocks public policies.",
      broken: (making) =>
        isPublic(input(making, "policy")) && blocksPolicies(making)
          ? "User is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
          : undefined,
    },
  ],
};

/** Buckets made since April 2023 block public access unless told otherwise. */
function blocksPolicies(making: Making): boolean {
  const block = making.world
    .all(ACCESS_BLOCK)
    .find((one) => one.inputs["bucket"] === making.inputs["bucket"]);
  return block === undefined || block.outputs["blockPublicPolicy"] === true;
}

const bucketObject: ResourceFact = {
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
  id: (making) => `${input(making, "bucket")}/${input(making, "key")}`,
  outputs: {
    arn: stable((making) => `arn:aws:s3:::${making.id}`),
    bucketKeyEnabled: stable(() => false),
    checksumCrc32: volatile(() => ""),
    checksumCrc32c: volatile(() => ""),
    checksumCrc64nvme: volatile((making) => digest(making).toString("base64").slice(0, 11).concat("=")),
    checksumSha1: volatile(() => ""),
    checksumSha256: volatile(() => ""),
    contentType: stable(() => "application/octet-stream"),
    etag: volatile((making) => createHash("md5").update(body(making)).digest("hex")),
    kmsKeyId: stable(() => undefined),
    serverSideEncryption: stable(() => "AES256"),
    storageClass: stable(() => "STANDARD"),
    versionId: volatile((making) => (isVersioned(making) ? hex(32) : "")),
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
  ],
};

function isVersioned(making: Making): boolean {
  return making.world
    .all(VERSIONING)
    .some(
      (one) =>
        one.inputs["bucket"] === making.inputs["bucket"] &&
        dig(one.inputs["versioningConfiguration"], "status") === "Enabled",
    );
}

/** What the object holds; a file or archive is known here by its hash only. */
function body(making: Making): string {
  const source: Value | undefined = making.inputs["source"];
  if (isObject(source)) {
    return asText(source["text"]) ?? asText(source["hash"]) ?? "";
  }
  const encoded = asText(making.inputs["contentBase64"]);
  return encoded === undefined ? input(making, "content") : Buffer.from(encoded, "base64").toString("latin1");
}

function digest(making: Making): Buffer {
  return createHmac("sha256", "crc").update(body(making)).digest().subarray(0, 8);
}

/** Facts about buckets. */
export const s3 = {
  resources: [bucket, bucketPolicy, bucketObject],
};
