import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import type { Reader } from "../reader";

/**
 * Matches the host of a bucket's website endpoint. It serves plain HTTP to everyone, and cannot have origin access control.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export const websiteDomain = /\.s3-website[.-][a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

/** A header that CloudFront adds to each request to an origin. */
export interface CustomHeader {
  readonly name: Field<string>;
  readonly value: Field<string>;
}

/** An origin of a distribution. */
export interface Origin {
  readonly path: string;
  readonly id: Field<string>;
  /**
   * - `vpc`: a VPC origin.
   * - `custom`: a server on the internet.
   * - `bucket`: an S3 bucket, the default.
   * - `unknown`: the origin is unknown.
   */
  readonly kind: "vpc" | "custom" | "bucket" | "unknown";
  readonly whole: Field<unknown>;
  readonly domainName: Field<string>;
  /** The folder that CloudFront puts before each path. */
  readonly folder: Field<string>;
  readonly vpcOrigin: Field<string>;
  readonly headers: Field<readonly CustomHeader[]>;
  readonly protocolPolicy: Field<string>;
  /** The ports of a custom origin. */
  readonly httpPort: Field<number>;
  readonly httpsPort: Field<number>;
  readonly tlsVersions: readonly Field<string>[];
  readonly accessControl: Field<string>;
  /** The origin access identity, which origin access control has replaced. */
  readonly accessIdentity: Field<string>;
}

/** An origin group, whose members replace one another on failure. */
export interface OriginGroup {
  readonly id: Field<string>;
  readonly members: readonly Field<string>[];
}

type Args = Unwrap<DistributionArgs>;

/**
 * Reads the origins of a distribution. An origin with neither a custom nor a VPC configuration is a bucket.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html
 */
export function readOrigins(args: Reader<Args>): Field<readonly Origin[]> {
  const items = args.at("origins").items();
  return items.state === "known" ? { ...items, value: items.value.map(origin) } : items;
}

/** Reads the origin groups of a distribution. */
export function readOriginGroups(args: Reader<Args>): OriginGroup[] {
  return args
    .at("originGroups")
    .knownItems()
    .map((group) => ({
      id: group.at("originId").string(),
      members: group
        .at("members")
        .knownItems()
        .map((member) => member.at("originId").string()),
    }));
}

function origin(args: Reader<Args["origins"][number]>): Origin {
  const custom = args.at("customOriginConfig");
  const vpc = args.at("vpcOriginConfig");
  const headers = args.at("customHeaders").items();
  return {
    path: args.raw().path,
    id: args.at("originId").string(),
    kind: kindOf(args.raw(), custom.raw(), vpc.raw()),
    whole: args.raw(),
    domainName: args.at("domainName").string(),
    folder: args.at("originPath").string(),
    vpcOrigin: vpc.at("vpcOriginId").string(),
    headers:
      headers.state === "known"
        ? {
            ...headers,
            value: headers.value.map((header) => ({
              name: header.at("name").string(),
              value: header.at("value").string(),
            })),
          }
        : headers,
    protocolPolicy: custom.at("originProtocolPolicy").string(),
    httpPort: custom.at("httpPort").number(),
    httpsPort: custom.at("httpsPort").number(),
    tlsVersions: custom.at("originSslProtocols").strings(),
    accessControl: args.at("originAccessControlId").string(),
    accessIdentity: args.at("s3OriginConfig").at("originAccessIdentity").string(),
  };
}

function kindOf(whole: Field<unknown>, custom: Field<unknown>, vpc: Field<unknown>): Origin["kind"] {
  if (whole.state === "unknown") {
    return "unknown";
  }
  if (vpc.state !== "absent") {
    return "vpc";
  }
  return custom.state === "absent" ? "bucket" : "custom";
}
