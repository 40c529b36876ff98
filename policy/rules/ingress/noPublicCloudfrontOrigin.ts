import { hostsOf } from "../../reachability/hosts";
import { useOf } from "../../reachability/signedOrigins";
import type { Distribution } from "../../resources/cloudfront/distributions";
import type { Origin } from "../../resources/cloudfront/origins";
import { functionUrlDomain } from "../../resources/compute/functionUrls";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { awsBestPractices } from "../awsBestPractices";
import { quoted, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { fixForWebsite } from "../websiteOrigins";

/** Origins are reachable by CloudFront alone. */
export const noPublicCloudfrontOrigin: Rule = {
  name: "no-public-cloudfront-origin",
  displayName: "No public CloudFront origin",
  description:
    "Every origin of this stack and of signed content is a VPC origin, or a bucket or function URL with origin access control.",
  rationale:
    "Anyone who learns the address of a public origin can fetch its content there, without a signature.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "network exposure"],
  remediationSteps:
    "Put servers behind a VPC origin, and give buckets and function URLs an origin access control. Remove origins that " +
    "no behavior uses.",
  framework: awsBestPractices("CloudFront.13", "Distributions use origin access control for S3 origins."),
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  scope: "resource",
  stackPolicy: "ingress-paths",
  types: [t.distribution],
  options: ["protect"],
  onUnknown: "deny",
  check: (model, { protect }) =>
    model.distributions.flatMap((distribution) => {
      const { urn, origins } = distribution;
      if (origins.state === "unknown") {
        return [unknownFinding(urn, origins, "an origin may be public")];
      }
      return (known(origins) ?? []).flatMap((origin) => {
        const elsewhere = protect === "all" ? undefined : originElsewhere(model, distribution, origin);
        return elsewhere ?? findingsIn(urn, origin);
      });
    }),
};

/**
 * Judges an origin outside this stack by who uses it. Public content from another organisation's host is that host's own;
 * a host of AWS may be the stack's account's, like one that no behavior uses. Undefined for an origin of this stack.
 */
function originElsewhere(
  model: StackModel,
  distribution: Distribution,
  origin: Origin,
): Finding[] | undefined {
  const { urn } = distribution;
  const isPublic = useOf(distribution, origin) === "public";
  if (origin.kind === "custom") {
    const host = known(origin.domainName);
    const isPartner = host !== undefined && !awsHost.test(host);
    const isOutside = hostsOf(model).to(urn, origin.domainName).state === "outside";
    return isPublic && isPartner && isOutside ? [] : undefined;
  }
  if (origin.kind !== "vpc" || model.links.to(urn, origin.vpcOrigin, t.vpcOrigin).state !== "outside") {
    return undefined;
  }
  const why = `origin ${quoted(known(origin.id))} uses a VPC origin outside this stack, so what is behind it, and who reaches that, cannot be checked`;
  const fix = "Create the VPC origin in this stack";
  return [{ urn, path: origin.vpcOrigin.path, why, fix, ...(isPublic && { level: "advisory" as const }) }];
}

const awsHost =
  /\.(?:amazonaws\.com(?:\.cn)?|on\.aws|awsapprunner\.com|awsglobalaccelerator\.com|cloudfront\.net)\.?$/i;

function findingsIn(urn: string, origin: Origin): Finding[] {
  const { kind, path, whole, accessControl, accessIdentity } = origin;
  const name = quoted(known(origin.id));
  if (kind === "unknown") {
    return whole.state === "unknown" ? [unknownFinding(urn, whole, "this origin may be public")] : [];
  }
  if (kind === "custom" && !mayBeFunctionUrl(origin)) {
    const why = `origin ${name} is on the internet, where anyone can call it`;
    return [{ urn, path: `${path}.customOriginConfig`, why, fix: fixFor(origin) }];
  }
  if (kind === "bucket" && accessControl.state === "absent" && accessIdentity.state === "absent") {
    const why = `the bucket of origin ${name} does not check that requests come from this distribution`;
    return [{ urn, path: accessControl.path, why, fix: "Set originAccessControlId" }];
  }
  return [];
}

/** Matches the hosts of services that can have neither a VPC origin nor origin access control. */
const publicService = /\.(?:execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|awsapprunner\.com)\.?$/i;

/** Returns what keeps others from an origin; only a server can have a VPC origin. */
function fixFor(origin: Origin): string {
  const host = known(origin.domainName);
  if (host === undefined) {
    return "Use a VPC origin for a server, and origin access control for a bucket or a function URL";
  }
  const server = "Replace customOriginConfig with vpcOriginConfig with a VPC origin";
  const url =
    "Set originAccessControlId to one of type lambda, and the function URL's authorizationType to AWS_IAM";
  const application =
    "Put the application behind a function URL with origin access control, or an internal load balancer with a VPC origin";
  if (publicService.test(host)) {
    return application;
  }
  return fixForWebsite(origin) ?? (functionUrlDomain.test(host) ? url : server);
}

/**
 * Returns whether an origin with origin access control is a function URL, which the rule on function URLs checks, or has a
 * domain name that is unknown in preview.
 */
function mayBeFunctionUrl({ accessControl, domainName }: Origin): boolean {
  const isFunctionUrl = domainName.state === "unknown" || functionUrlDomain.test(known(domainName) ?? "");
  return accessControl.state !== "absent" && isFunctionUrl;
}
