import type { VpcOriginArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A VPC origin: CloudFront's connection to a load balancer or instance in a VPC. */
export interface VpcOrigin {
  readonly urn: string;
  /** The ARN of the load balancer or instance. */
  readonly endpoint: Field<string>;
  readonly httpPort: Field<number>;
  readonly httpsPort: Field<number>;
  readonly protocolPolicy: Field<string>;
  readonly tlsVersions: readonly Field<string>[];
}

/** VPC origins. */
export const vpcOrigins = recordReaders<VpcOrigin>({
  [t.vpcOrigin]: readVpcOrigin,
});

function readVpcOrigin(urn: string, props: object): VpcOrigin[] {
  const config = Reader.over<Unwrap<VpcOriginArgs>>(props).at("vpcOriginEndpointConfig");
  return [
    {
      urn,
      endpoint: config.at("arn").string(),
      httpPort: config.at("httpPort").number(),
      httpsPort: config.at("httpsPort").number(),
      protocolPolicy: config.at("originProtocolPolicy").string(),
      tlsVersions: config.at("originSslProtocols").at("items").strings(),
    },
  ];
}
