import { TAGS_ALL } from "../../model/commonFields";
import { capitals, now, smalls, uuid } from "../../model/identifiers";
import { ofOtherStack } from "../../model/owner";
import {
  derived,
  type OperationContext,
  type Reference,
  type ResourceType,
  stable,
  volatile,
} from "../../model/resourceType";
import { api, guide, registry } from "../../model/sources";
import { CERTIFICATE, DISTRIBUTION, KEY_GROUP, VPC_ORIGIN, WEB_ACL } from "../../model/tokens";
import { asList, asTexts, dig, type Value } from "../../values";
import { CLOUDFRONT_ZONE } from "../route53/records";
import { etag } from "./cloudfront";
import { DISTRIBUTION_INPUTS } from "./distributionInputs";
import { QUOTA_RULES } from "./distributionQuotas";
import { behaviorsOf, certificate, errorPages, origins, paths, targets } from "./distributionRules";
import { isManagedPolicy } from "./managedPolicies";

const CREATE = api("cloudfront", "CreateDistribution");
/** References of a behavior: policies and key groups. */
function named(path: string, to: string, code: string, status: number, inUse: string): Reference[] {
  return ["defaultCacheBehavior", "orderedCacheBehaviors[*]"].map((where) => ({
    path: `${where}.${path}`,
    to: [to],
    by: ["id"],
    missing: { code, status, source: CREATE },
    inUse: { code: inUse, status: 409, source: api("cloudfront", `Delete${to.split(":").pop() ?? ""}`) },
    known: isManagedPolicy,
  }));
}

const distributionFact: ResourceType = {
  token: DISTRIBUTION,
  service: "CloudFront",
  operations: { create: "CreateDistribution", update: "UpdateDistribution", delete: "DeleteDistribution" },
  source: registry("cloudfront/distribution"),
  global: true,
  propagation: "waited",
  waits: (context) => context.inputs["waitForDeployment"] !== false,
  inputs: DISTRIBUTION_INPUTS,
  id: () => `E${capitals(13)}`,
  outputs: {
    arn: stable((context) => `arn:aws:cloudfront::${context.accountId}:distribution/${context.id}`),
    callerReference: stable(() => `terraform-${uuid()}`),
    continuousDeploymentPolicyId: stable(() => ""),
    domainName: stable(() => `d${smalls(13)}.cloudfront.net`),
    etag,
    hostedZoneId: stable(() => CLOUDFRONT_ZONE),
    inProgressValidationBatches: volatile(() => 0),
    lastModifiedTime: volatile(() => `${now().replace("T", " ").replace("Z", "")} +0000 UTC`),
    loggingV1Enabled: derived([], () => false),
    status: volatile(() => "Deployed"),
    trustedKeyGroups: volatile((context) => trusted(context)),
    trustedSigners: stable(() => [{ enabled: false, items: [] }]),
    ...TAGS_ALL,
  },
  references: [
    ...named(
      "cachePolicyId",
      "aws:cloudfront/cachePolicy:CachePolicy",
      "NoSuchCachePolicy",
      404,
      "CachePolicyInUse",
    ),
    ...named(
      "originRequestPolicyId",
      "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
      "NoSuchOriginRequestPolicy",
      404,
      "OriginRequestPolicyInUse",
    ),
    ...named(
      "responseHeadersPolicyId",
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
      "NoSuchResponseHeadersPolicy",
      404,
      "ResponseHeadersPolicyInUse",
    ),
    ...named("trustedKeyGroups[*]", KEY_GROUP, "TrustedKeyGroupDoesNotExist", 400, "ResourceInUse"),
    {
      path: "origins[*].vpcOriginConfig.vpcOriginId",
      to: [VPC_ORIGIN],
      by: ["id"],
      missing: { code: "EntityNotFound", status: 404, source: CREATE },
    },
    {
      path: "origins[*].originAccessControlId",
      to: ["aws:cloudfront/originAccessControl:OriginAccessControl"],
      by: ["id"],
      missing: { code: "InvalidOriginAccessControl", status: 400, source: CREATE },
      inUse: {
        code: "OriginAccessControlInUse",
        status: 409,
        source: api("cloudfront", "DeleteOriginAccessControl"),
      },
    },
    {
      path: "webAclId",
      to: [WEB_ACL],
      by: ["arn"],
      missing: { code: "InvalidWebACLId", status: 400, source: CREATE },
      inUse: { code: "WAFAssociatedItemException", status: 400, source: api("wafv2", "DeleteWebACL") },
    },
    {
      path: "viewerCertificate.acmCertificateArn",
      to: [CERTIFICATE],
      by: ["arn"],
      missing: { code: "InvalidViewerCertificate", status: 400, source: CREATE },
      inUse: { code: "ResourceInUseException", status: 400, source: api("acm", "DeleteCertificate") },
    },
  ],
  rules: [
    ...QUOTA_RULES,
    {
      on: ["create", "update"],
      code: "InvalidViewerCertificate",
      status: 400,
      source: guide("AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html"),
      description:
        "The viewer certificate is in us-east-1, is issued, and covers every alias; aliases require one.",
      validate: certificate,
    },
    {
      on: ["create", "update"],
      code: "CNAMEAlreadyExists",
      status: 409,
      source: CREATE,
      description: "An alias belongs to one distribution.",
      validate: takenAlias,
    },
    {
      on: ["create", "update"],
      code: "NoSuchOrigin",
      status: 404,
      source: CREATE,
      description: "Behaviors and origin groups name existing origins of the distribution.",
      validate: targets,
    },
    {
      on: ["create", "update"],
      code: "InvalidArgument",
      status: 400,
      source: CREATE,
      description:
        "Origin ids are unique, each origin is of one kind, and custom headers do not replace CloudFront's own.",
      validate: origins,
    },
    {
      on: ["create", "update"],
      code: "InvalidArgument",
      status: 400,
      source: CREATE,
      description: "No two behaviors have the same pattern, and each has a cache policy.",
      validate: paths,
    },
    {
      on: ["create", "update"],
      code: "InvalidArgument",
      status: 400,
      source: CREATE,
      description: "A custom error response has both a page path and a response code, or neither.",
      validate: errorPages,
    },
    {
      on: ["create", "update"],
      code: "InvalidGeoRestrictionParameter",
      status: 400,
      source: CREATE,
      description: "Geo restriction has locations if its type is whitelist or blacklist, and none otherwise.",
      validate: geography,
    },
    {
      on: ["create", "update"],
      code: "InvalidArgument",
      status: 400,
      source: guide("AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html"),
      description: "A behavior with gRPC cannot use a VPC origin.",
      validate: grpcToVpcOrigin,
    },
  ],
};

function takenAlias(context: OperationContext): string | undefined {
  const mine = asTexts(context.inputs["aliases"]).map((alias) => alias.toLowerCase());
  const other = context.account
    .all(DISTRIBUTION)
    .filter((one) => one.id !== context.old?.id)
    .find((one) => asTexts(one.outputs["aliases"]).some((alias) => mine.includes(alias.toLowerCase())));
  return other === undefined
    ? undefined
    : `One or more of the CNAMEs you provided are already associated with a different resource (${other.id}${ofOtherStack(other, context.urn)}).`;
}

function geography(context: OperationContext): string | undefined {
  const geo = dig(context.inputs["restrictions"], "geoRestriction");
  // Omitted locations keep their value (terraform-provider-aws#19243).
  const before = dig(context.old?.outputs["restrictions"], "geoRestriction.locations");
  const some = asTexts(dig(geo, "locations") ?? before).length > 0;
  return (dig(geo, "restrictionType") !== "none") === some
    ? undefined
    : "The parameter GeoRestriction has locations without a restriction, or a restriction without locations.";
}

function grpcToVpcOrigin(context: OperationContext): string | undefined {
  const inVpc = asList(context.inputs["origins"])
    .filter((one) => dig(one, "vpcOriginConfig") !== undefined)
    .map((one) => dig(one, "originId"));
  return behaviorsOf(context).some(
    (one) => dig(one["grpcConfig"], "enabled") === true && inVpc.includes(one["targetOriginId"]),
  )
    ? "The parameter GrpcConfig is not supported for VPC origins."
    : undefined;
}

/** Returns the trusted key groups with their keys, as the provider reads them. */
function trusted(context: OperationContext): Value {
  const ids = [...new Set(behaviorsOf(context).flatMap((one) => asTexts(one["trustedKeyGroups"])))];
  const items = ids.map((keyGroupId) => ({
    keyGroupId,
    keyPairIds: asList(context.account.get(KEY_GROUP, keyGroupId)?.outputs["items"]),
  }));
  return [{ enabled: items.length > 0, items }];
}

/** Resource type of distributions. */
export const distribution = { resources: [distributionFact] };
