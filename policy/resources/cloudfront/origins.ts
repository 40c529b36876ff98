import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import type { Reader } from "../reader";

/** A header that CloudFront adds to each request to an origin. */
export interface CustomHeader {
  readonly name: Field<string>;
  readonly value: Field<string>;
}

/** Where a distribution gets its content from. */
export interface Origin {
  readonly path: string;
  readonly id: Field<string>;
  /**
   * - `vpc`: inside a VPC, by a VPC origin.
   * - `custom`: over the internet.
   * - `bucket`: neither is said.
   * - `unknown`: the origin cannot be seen.
   */
  readonly kind: "vpc" | "custom" | "bucket" | "unknown";
  readonly whole: Field<unknown>;
  readonly vpcOrigin: Field<string>;
  readonly headers: Field<readonly CustomHeader[]>;
  readonly protocolPolicy: Field<string>;
  readonly tlsVersions: readonly Field<string>[];
  readonly accessControl: Field<string>;
  /** The older way for a bucket to know its distribution. */
  readonly accessIdentity: Field<string>;
}

/** Origins that stand in for one another. */
export interface OriginGroup {
  readonly id: Field<string>;
  readonly members: readonly Field<string>[];
}

type Args = Unwrap<DistributionArgs>;

/**
 * Reads the origins of a distribution. One with neither a custom nor a VPC configuration is a bucket.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html
 */
export function readOrigins(args: Reader<Args>): Field<readonly Origin[]> {
  const items = args.at("origins").items();
  return items.state === "known" ? { ...items, value: items.value.map(origin) } : items;
}

/** Reads the groups of origins of a distribution. */
export function readOriginGroups(args: Reader<Args>): OriginGroup[] {
  return args
    .at("originGroups")
    .each()
    .map((group) => ({
      id: group.at("originId").text(),
      members: group
        .at("members")
        .each()
        .map((member) => member.at("originId").text()),
    }));
}

function origin(args: Reader<Args["origins"][number]>): Origin {
  const custom = args.at("customOriginConfig");
  const vpc = args.at("vpcOriginConfig");
  const headers = args.at("customHeaders").items();
  return {
    path: args.any().path,
    id: args.at("originId").text(),
    kind: kindOf(args.any(), custom.any(), vpc.any()),
    whole: args.any(),
    vpcOrigin: vpc.at("vpcOriginId").text(),
    headers:
      headers.state === "known"
        ? {
            ...headers,
            value: headers.value.map((header) => ({
              name: header.at("name").text(),
              value: header.at("value").text(),
            })),
          }
        : headers,
    protocolPolicy: custom.at("originProtocolPolicy").text(),
    tlsVersions: custom.at("originSslProtocols").texts(),
    accessControl: args.at("originAccessControlId").text(),
    accessIdentity: args.at("s3OriginConfig").at("originAccessIdentity").text(),
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
