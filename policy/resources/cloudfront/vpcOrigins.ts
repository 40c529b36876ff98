import type { VpcOriginArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/** CloudFront's way to a load balancer or instance inside a VPC. */
export interface VpcOrigin {
  readonly urn: string;
  /** ARN of what it leads to. */
  readonly endpoint: Field<string>;
  readonly protocolPolicy: Field<string>;
  readonly tlsVersions: readonly Field<string>[];
}

/** Reads a VPC origin. */
export function readVpcOrigin(urn: string, props: object): VpcOrigin[] {
  const config = Reader.over<Unwrap<VpcOriginArgs>>(props).at("vpcOriginEndpointConfig");
  return [
    {
      urn,
      endpoint: config.at("arn").text(),
      protocolPolicy: config.at("originProtocolPolicy").text(),
      tlsVersions: config.at("originSslProtocols").at("items").texts(),
    },
  ];
}
