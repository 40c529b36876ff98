import { asList, asTexts, dig, type Value } from "../../engine/values";
import { capitals, now, smalls, TAGS_ALL, uuid } from "../make";
import { derived, type Making, type Reference, type ResourceFact, stable, volatile } from "../resourceType";
import { CLOUDFRONT_ZONE } from "../route53/records";
import { api, guide, registry } from "../sources";
import { CERTIFICATE, DISTRIBUTION, KEY_GROUP, VPC_ORIGIN, WEB_ACL } from "../tokens";
import { etag } from "./cloudfront";
import { DISTRIBUTION_INPUTS } from "./distributionInputs";
import { QUOTA_RULES } from "./distributionQuotas";
import { behaviorsOf, certificate, errorPages, origins, paths, targets } from "./distributionRules";
import { isManagedPolicy } from "./managedPolicies";

const CREATE = api("cloudfront", "CreateDistribution");
/** What a behavior names: policies and key groups. */
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

const distributionFact: ResourceFact = {
  token: DISTRIBUTION,
  service: "CloudFront",
  operations: { create: "CreateDistribution", update: "UpdateDistribution", delete: "DeleteDistribution" },
  source: registry("cloudfront/distribution"),
  global: true,
  propagation: "waited",
  waits: (making) => making.inputs["waitForDeployment"] !== false,
  inputs: DISTRIBUTION_INPUTS,
  id: () => `E${capitals(13)}`,
  outputs: {
    arn: stable((making) => `arn:aws:cloudfront::${making.accountId}:distribution/${making.id}`),
    callerReference: stable(() => `terraform-${uuid()}`),
    continuousDeploymentPolicyId: stable(() => ""),
    domainName: stable(() => `d${smalls(13)}.cloudfront.net`),
    etag,
    hostedZoneId: stable(() => CLOUDFRONT_ZONE),
    inProgressValidationBatches: volatile(() => 0),
    lastModifiedTime: volatile(() => `${now().replace("T", " ").replace("Z", "")} +0000 UTC`),
    loggingV1Enabled: derived([], () => false),
    status: volatile(() => "Deployed"),
    trustedKeyGroups: volatile((making) => trusted(making)),
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
      says: "The viewer certificate is in us-east-1, is issued, and covers every alias; aliases need one.",
      broken: certificate,
    },
    {
      on: ["create", "update"],
      code: "CNAMEAlreadyExists",
      status: 409,
      source: CREATE,
      says: "An alias belongs to one distribution.",
      broken: takenAlias,
    },
    {
      on: ["create", "update"],
      code: "NoSuchOrigin",
      status: 404,
      source: CREATE,
      says: "Behaviors and origin groups name origins of the distribution.",
      broken: targets,
    },
    {
      on: ["create", "update"],
      code: "InvalidArgument",
      status: 400,
      source: CREATE,
      says: "Origins are told apart by their ids, each is of one kind, and headers that CloudFront sets itself cannot be added.",
      broken: origins,
    },
    {
      on: ["create", "update"],
      code: "InvalidArgument",
      status: 400,
      source: CREATE,
      says: "No two behaviors have the same pattern, and each has a cache policy.",
      broken: paths,
    },
    {
      on: ["create", "update"],
      code: "InvalidArgument",
      status: 400,
      source: CREATE,
      says: "An error page has its response code, and a TTL.",
      broken: errorPages,
    },
    {
      on: ["create", "update"],
      code: "InvalidGeoRestrictionParameter",
      status: 400,
      source: CREATE,
      says: "Locations go with a restriction, and none without.",
      broken: geography,
    },
    {
      on: ["create", "update"],
      code: "InvalidArgument",
      status: 400,
      source: guide("AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html"),
      says: "Behaviors with gRPC do not go to a VPC origin.",
      broken: grpcToVpcOrigin,
    },
  ],
};

function takenAlias(making: Making): string | undefined {
  const mine = asTexts(making.inputs["aliases"]).map((alias) => alias.toLowerCase());
  const other = making.world
    .all(DISTRIBUTION)
    .filter((one) => one.id !== making.old?.id)
    .find((one) => asTexts(one.outputs["aliases"]).some((alias) => mine.includes(alias.toLowerCase())));
  return other === undefined
    ? undefined
    : `One or more of the CNAMEs you provided are already associated with a different resource (${other.id}).`;
}

function geography(making: Making): string | undefined {
  const geo = dig(making.inputs["restrictions"], "geoRestriction");
  // Left out, the locations stay what they were (terraform-provider-aws#19243).
  const before = dig(making.old?.outputs["restrictions"], "geoRestriction.locations");
  const some = asTexts(dig(geo, "locations") ?? before).length > 0;
  return (dig(geo, "restrictionType") !== "none") === some
    ? undefined
    : "The parameter GeoRestriction has locations without a restriction, or a restriction without locations.";
}

function grpcToVpcOrigin(making: Making): string | undefined {
  const inVpc = asList(making.inputs["origins"])
    .filter((one) => dig(one, "vpcOriginConfig") !== undefined)
    .map((one) => dig(one, "originId"));
  return behaviorsOf(making).some(
    (one) => dig(one["grpcConfig"], "enabled") === true && inVpc.includes(one["targetOriginId"]),
  )
    ? "The parameter GrpcConfig is not supported for VPC origins."
    : undefined;
}

/** The key groups in use with the keys in them, as the provider reads them back. */
function trusted(making: Making): Value {
  const ids = [...new Set(behaviorsOf(making).flatMap((one) => asTexts(one["trustedKeyGroups"])))];
  const items = ids.map((keyGroupId) => ({
    keyGroupId,
    keyPairIds: asList(making.world.get(KEY_GROUP, keyGroupId)?.outputs["items"]),
  }));
  return [{ enabled: items.length > 0, items }];
}

/** Facts about distributions. */
export const distribution = { resources: [distributionFact] };
