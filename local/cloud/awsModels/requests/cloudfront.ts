import type { ServiceRequests } from "./request";

const CONFIG = "DistributionConfig";

/** Requests to CloudFront. */
export const cloudfront: ServiceRequests = {
  service: "CloudFront",
  model: "cloudfront",
  types: {
    "aws:cloudfront/publicKey:PublicKey": {
      resource: "AWS::CloudFront::PublicKey",
      within: "PublicKeyConfig",
      resourceWithin: "PublicKeyConfig",
      notSent: { namePrefix: "it is the prefix of the name" },
    },
    "aws:cloudfront/keyGroup:KeyGroup": {
      resource: "AWS::CloudFront::KeyGroup",
      within: "KeyGroupConfig",
      resourceWithin: "KeyGroupConfig",
    },
    "aws:cloudfront/originAccessControl:OriginAccessControl": {
      resource: "AWS::CloudFront::OriginAccessControl",
      within: "OriginAccessControlConfig",
      resourceWithin: "OriginAccessControlConfig",
    },
    "aws:cloudfront/distribution:Distribution": {
      resource: "AWS::CloudFront::Distribution",
      within: "DistributionConfig",
      resourceWithin: "DistributionConfig",
      members: {
        orderedCacheBehaviors: [`${CONFIG}.CacheBehaviors`, `/${CONFIG}/CacheBehaviors`],
        "orderedCacheBehaviors[*].cachedMethods": `${CONFIG}.CacheBehaviors.Items[*].AllowedMethods.CachedMethods`,
        "defaultCacheBehavior.cachedMethods": `${CONFIG}.DefaultCacheBehavior.AllowedMethods.CachedMethods`,
        "origins[*].originId": [`${CONFIG}.Origins.Items[*].Id`, `/${CONFIG}/Origins/*/Id`],
        "origins[*].customHeaders": [
          `${CONFIG}.Origins.Items[*].CustomHeaders`,
          `/${CONFIG}/Origins/*/OriginCustomHeaders`,
        ],
        "origins[*].customHeaders[*].name": [
          `${CONFIG}.Origins.Items[*].CustomHeaders.Items[*].HeaderName`,
          `/${CONFIG}/Origins/*/OriginCustomHeaders/*/HeaderName`,
        ],
        "origins[*].customHeaders[*].value": [
          `${CONFIG}.Origins.Items[*].CustomHeaders.Items[*].HeaderValue`,
          `/${CONFIG}/Origins/*/OriginCustomHeaders/*/HeaderValue`,
        ],
        "originGroups[*].originId": [
          `${CONFIG}.OriginGroups.Items[*].Id`,
          `/${CONFIG}/OriginGroups/Items/*/Id`,
        ],
        "restrictions.geoRestriction.locations": [
          `${CONFIG}.Restrictions.GeoRestriction.Items`,
          `/${CONFIG}/Restrictions/GeoRestriction/Locations`,
        ],
        isIpv6Enabled: [`${CONFIG}.IsIPV6Enabled`, `/${CONFIG}/IPV6Enabled`],
        tags: ["CreateDistributionWithTags:DistributionConfigWithTags.Tags", "/Tags"],
      },
      notSent: {
        retainOnDelete: "the provider uses it only for deletion",
        waitForDeployment: "the provider uses it only for waiting",
      },
    },
    "aws:cloudfront/monitoringSubscription:MonitoringSubscription": {
      resource: "AWS::CloudFront::MonitoringSubscription",
    },
    "aws:cloudfront/cachePolicy:CachePolicy": {
      resource: "AWS::CloudFront::CachePolicy",
      within: "CachePolicyConfig",
      resourceWithin: "CachePolicyConfig",
    },
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": {
      resource: "AWS::CloudFront::OriginRequestPolicy",
      within: "OriginRequestPolicyConfig",
      resourceWithin: "OriginRequestPolicyConfig",
    },
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
      resource: "AWS::CloudFront::ResponseHeadersPolicy",
      within: "ResponseHeadersPolicyConfig",
      resourceWithin: "ResponseHeadersPolicyConfig",
    },
    "aws:cloudfront/vpcOrigin:VpcOrigin": {
      resource: "AWS::CloudFront::VpcOrigin",
      notSent: { timeouts: "the provider uses it only for waiting" },
    },
  },
};
