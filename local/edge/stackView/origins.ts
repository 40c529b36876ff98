/** Reads a distribution's origins. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { AccountResource } from "../../cloud/account/accountFile";
import {
  BUCKET_ENCRYPTION,
  KMS_KEY,
  LOAD_BALANCER,
  REPLICA_KEY,
  SECURITY_GROUP,
  VPC_ORIGIN,
} from "../../cloud/model/tokens";
import { asList, asObject, asText, dig, type Properties } from "../../cloud/values";
import type { BucketObjectView, BucketView, KmsKeyView, OriginView } from "./model";
import type { Records } from "./records";
import { ViewProblem } from "./records";

const BUCKET = "aws:s3/bucket:Bucket";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ACCESS_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl";

/** Name of the security group of CloudFront's network interfaces. */
const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

/** Reads one origin of a distribution. */
export function readOrigin(origin: Properties, records: Records): OriginView {
  const id = asText(origin["originId"]) ?? "";
  const base = {
    id,
    domainName: asText(origin["domainName"]) ?? "",
    path: asText(origin["originPath"]) ?? "",
    customHeaders: asList(origin["customHeaders"]).map((value): [string, string] => {
      const header = asObject(value);
      return [asText(header["name"]) ?? "", asText(header["value"]) ?? ""];
    }),
  };
  const vpcOriginId = asText(dig(origin, "vpcOriginConfig.vpcOriginId"));
  if (vpcOriginId !== undefined) {
    return { ...base, ...vpcOrigin(origin, vpcOriginId, records) };
  }
  const bucket = records
    .all(BUCKET)
    .find(({ outputs }) =>
      [outputs["bucketRegionalDomainName"], outputs["bucketDomainName"]].includes(base.domainName),
    );
  if (bucket === undefined) {
    return { ...base, kind: "outside" };
  }
  const control = asText(origin["originAccessControlId"]) ?? "";
  const access = control === "" ? undefined : records.need(ACCESS_CONTROL, control, `origin ${id}`);
  const signs = access?.outputs["signingBehavior"] === "always";
  return { ...base, kind: "bucket", bucket: readBucket(bucket, records), signs };
}

function vpcOrigin(origin: Properties, vpcOriginId: string, records: Records) {
  const id = asText(origin["originId"]) ?? "";
  const endpoint = asObject(
    records.need(VPC_ORIGIN, vpcOriginId, `origin ${id}`).outputs["vpcOriginEndpointConfig"],
  );
  const balancerArn = asText(endpoint["arn"]) ?? "";
  const balancer = records.need(LOAD_BALANCER, balancerArn, `VPC origin ${vpcOriginId}`);
  // Under match-viewer AWS connects with the viewer's protocol; viewers of signed paths use https.
  const protocol = endpoint["originProtocolPolicy"] === "http-only" ? ("http" as const) : ("https" as const);
  return {
    kind: "vpc" as const,
    vpcOriginId,
    balancerArn,
    protocol,
    port: Number(endpoint[protocol === "http" ? "httpPort" : "httpsPort"]),
    serviceGroups: records
      .all(SECURITY_GROUP)
      .filter(({ outputs }) => outputs["name"] === SERVICE_GROUP)
      .filter(({ outputs }) => outputs["vpcId"] === balancer.outputs["vpcId"])
      .map((group) => group.id),
    readTimeout: Number(dig(origin, "vpcOriginConfig.originReadTimeout") ?? 30),
  };
}

function readBucket(bucket: AccountResource, records: Records): BucketView {
  const ofBucket = ({ outputs }: AccountResource): boolean => outputs["bucket"] === bucket.outputs["bucket"];
  const [rule] = asList(records.all(BUCKET_ENCRYPTION).find(ofBucket)?.outputs["rules"]);
  const byDefault = asObject(dig(asObject(rule), "applyServerSideEncryptionByDefault"));
  return {
    name: bucket.id,
    arn: asText(bucket.outputs["arn"]) ?? "",
    policy: asText(records.all(BUCKET_POLICY).find(ofBucket)?.outputs["policy"]),
    objects: new Map(
      records
        .all(OBJECT)
        .filter(ofBucket)
        .map((object) => [
          asText(object.outputs["key"]) ?? "",
          { ...readObject(object), key: keyOf(object, byDefault, records) },
        ]),
    ),
  };
}

function readObject({ id, outputs, updatedAt }: AccountResource): BucketObjectView {
  const body = contentOf(id, outputs);
  return {
    body,
    contentType: asText(outputs["contentType"]) ?? "application/octet-stream",
    cacheControl: asText(outputs["cacheControl"]),
    // The ETag of an object that was uploaded in one piece, an MD5.
    etag: `"${createHash("md5").update(body).digest("hex")}"`,
    lastModified: new Date(updatedAt).toUTCString(),
  };
}

/**
 * Returns the key of an object: its own, or that of its bucket's default. The key that AWS manages for S3 has a policy that
 * nobody changes, so CloudFront cannot use it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
function keyOf(
  { outputs }: AccountResource,
  byDefault: Properties,
  records: Records,
): KmsKeyView | undefined {
  const own = asText(outputs["kmsKeyId"]);
  const algorithm = own === undefined ? asText(byDefault["sseAlgorithm"]) : "aws:kms";
  if (algorithm?.startsWith("aws:kms") !== true) {
    return undefined;
  }
  const named = own ?? asText(byDefault["kmsMasterKeyId"]);
  const key = [...records.all(KMS_KEY), ...records.all(REPLICA_KEY)].find(
    (each) => each.id === named || each.outputs["arn"] === named,
  );
  return { arn: asText(key?.outputs["arn"]) ?? "alias/aws/s3", policy: asText(key?.outputs["policy"]) };
}

/** Returns an object's content: the program's own text, or that of the file that it names. */
function contentOf(id: string, { content, contentBase64, source }: AccountResource["outputs"]): Buffer {
  const text = asText(content) ?? asText(dig(source, "text"));
  if (text !== undefined) {
    return Buffer.from(text, "utf8");
  }
  const coded = asText(contentBase64);
  if (coded !== undefined) {
    return Buffer.from(coded, "base64");
  }
  const path = asText(dig(source, "path")) ?? "";
  if (!isAbsolute(path) || !existsSync(path)) {
    throw new ViewProblem(
      `object ${id} is created from ${path === "" ? "nothing that the edge reads" : path}; the edge serves text, and files by an absolute path`,
    );
  }
  return readFileSync(path);
}
