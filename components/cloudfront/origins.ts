import { createHash } from "node:crypto";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { DEFAULT_LISTENER_PORT } from "../internal/ports";
import type { DistributionArgs } from "./distributionArgs";

/** Ids of the distribution's origins, to which behaviors refer. They never change. */
export enum OriginId {
  /** The application's public port. */
  Public = "public",
  /** The application's signed port. */
  Signed = "signed",
  /** The bucket of the error pages. */
  ErrorPages = "error-pages",
  /** The bucket of the signed files. With the id of an additional application before it, that of its files. */
  SignedFiles = "signed-files",
  /** The bucket of the public files. */
  PublicFiles = "public-files",
}

/** The arguments of a VPC origin. */
type VpcOriginInputs = Pick<DistributionArgs, "loadBalancerArn" | "listenerPort" | "tags">;

/** The arguments of the requests that CloudFront sends to an application. */
type OriginRequest = Pick<
  DistributionArgs,
  | "publicOriginDomainName"
  | "signedOriginDomainName"
  | "headerName"
  | "publicHeaderValue"
  | "signedHeaderValue"
>;

/** AWS's defaults for origins, set so that another default changes nothing. */
export const CONNECTION = { connectionAttempts: 3, connectionTimeout: 10, originPath: "" };

/**
 * Creates a VPC origin, by which CloudFront reaches a load balancer inside the VPC.
 *
 * CloudFront refuses to change a VPC origin that a distribution uses. So each change creates another, named by a hash
 * of its settings; the distribution moves to it, and the old one is deleted last.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export function createVpcOrigin(
  name: string,
  args: VpcOriginInputs,
  options: pulumi.CustomResourceOptions,
): cloudfront.VpcOrigin {
  const endpoint = {
    httpPort: 80,
    httpsPort: args.listenerPort ?? DEFAULT_LISTENER_PORT,
    originProtocolPolicy: "https-only",
    originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
  };
  const arn = pulumi.output(args.loadBalancerArn);
  return new cloudfront.VpcOrigin(
    `${name}-vpc-origin`,
    {
      vpcOriginEndpointConfig: {
        ...endpoint,
        arn,
        name: arn.apply((text) => `${name}-${contentHash({ ...endpoint, arn: text })}`),
      },
      // AWS takes up to 15 minutes, and a creation that timed out is deleted by the next update.
      timeouts: { create: "30m", update: "30m", delete: "30m" },
      tags: args.tags,
    },
    pulumi.mergeOptions(options, { replaceOnChanges: ["vpcOriginEndpointConfig"] }),
  );
}

function contentHash(content: object): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 8);
}

/**
 * The origins of the two tiers of an application, which differ in the value of the secret header. By names of their own
 * they also differ in what CloudFront calls, and share no connection to the load balancer.
 */
export function applicationOrigins(
  ids: { publicOriginId: string; signedOriginId: string },
  vpcOriginId: pulumi.Input<string>,
  request: OriginRequest,
) {
  const origin = (originId: string, domainName: pulumi.Input<string>, value: pulumi.Input<string>) => ({
    ...CONNECTION,
    originId,
    domainName,
    customHeaders: [{ name: request.headerName, value }],
    vpcOriginConfig: { vpcOriginId, originKeepaliveTimeout: 5, originReadTimeout: 30 },
  });
  return [
    origin(ids.publicOriginId, request.publicOriginDomainName, request.publicHeaderValue),
    origin(ids.signedOriginId, request.signedOriginDomainName, request.signedHeaderValue),
  ];
}
