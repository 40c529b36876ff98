import { createHash } from "node:crypto";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import type { DistributionArgs, ErrorPagesBucketArgs } from "./distributionArgs";

/** Ids of the distribution's origins. They are what behaviors refer to, and never change. */
export enum OriginId {
  /** The application's public port. */
  Public = "public",
  /** The application's members port. */
  Signed = "signed",
  /** The bucket of the error pages. */
  ErrorPages = "error-pages",
}

/** The arguments that say where an application's load balancer is. */
type Entrance = Pick<DistributionArgs, "loadBalancerArn" | "listenerPort" | "tags">;

/** The arguments that say how CloudFront calls an application. */
type Call = Pick<DistributionArgs, "originDomainName" | "headerName">;

/** What AWS sets for origins anyway, said so that a later default changes nothing. */
const CONNECTION = { connectionAttempts: 3, connectionTimeout: 10, originPath: "" };

/**
 * Makes CloudFront's way into the VPC.
 *
 * CloudFront refuses to change a VPC origin that a distribution uses. So each change makes a new one, under a
 * name that follows from what it points at; the distribution moves over, and the old one goes last.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export function vpcOrigin(
  name: string,
  args: Entrance,
  options: pulumi.CustomResourceOptions,
): cloudfront.VpcOrigin {
  const endpoint = {
    httpPort: 80,
    httpsPort: args.listenerPort ?? 443,
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

/** The application, entered as one tier: what tells the tiers apart is the value of the secret header. */
export function applicationOrigin(
  originId: string,
  vpcOriginId: pulumi.Input<string>,
  args: Call,
  headerValue: pulumi.Input<string>,
) {
  return {
    ...CONNECTION,
    originId,
    domainName: args.originDomainName,
    customHeaders: [{ name: args.headerName, value: headerValue }],
    vpcOriginConfig: { vpcOriginId, originKeepaliveTimeout: 5, originReadTimeout: 30 },
  };
}

/** The bucket of the error pages, which answers this distribution only. */
export function errorPagesOrigin(pages: ErrorPagesBucketArgs) {
  return {
    ...CONNECTION,
    originId: OriginId.ErrorPages,
    domainName: pages.bucketDomainName,
    originAccessControlId: pages.accessControlId,
  };
}
