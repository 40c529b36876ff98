import type { Misconfiguration } from "../misconfiguration";
import { added, declared, set, unset } from "../model";

const METADATA = "instance-metadata-needs-token";
const VOLUME = "volume-is-encrypted";
const HEADERS = "behavior-has-security-headers";

/** What weakens instances. */
const instanceMisconfigurations: Misconfiguration[] = [
  {
    id: "metadata-without-token",
    shape: "dev",
    what: "The launch template takes metadata requests without a token.",
    rule: METADATA,
    resource: "site-template",
    change: set("site-template", "metadataOptions.httpTokens", "optional"),
    expectText: [/httpTokens/],
  },
  {
    id: "metadata-left-out",
    shape: "nlbAndEc2",
    what: "An instance says nothing about metadata.",
    rule: METADATA,
    resource: "api-instance-0",
    change: unset("api-instance-0", "metadataOptions"),
    expectText: [/metadataOptions/],
  },
  {
    id: "metadata-across-hops",
    shape: "prod",
    what: "Metadata cross five network hops.",
    rule: METADATA,
    resource: "site-template",
    change: set("site-template", "metadataOptions.httpPutResponseHopLimit", 5),
    expectText: [/httpPutResponseHopLimit/],
  },
  {
    id: "metadata-launch-configuration",
    shape: "s3AndAlb",
    what: "A launch configuration says nothing about metadata.",
    rule: METADATA,
    resource: "app-launch",
    change: added(
      declared("aws:ec2/launchConfiguration:LaunchConfiguration", "app-launch", {
        imageId: "ami-0c1c30571d2dae5c9",
        instanceType: "t3.small",
        associatePublicIpAddress: false,
        rootBlockDevice: { encrypted: true },
      }),
    ),
  },
  {
    id: "volume-of-template",
    shape: "prod",
    what: 'The launch template says "false", as text, to encryption.',
    rule: VOLUME,
    resource: "site-template",
    change: set("site-template", "blockDeviceMappings.0.ebs.encrypted", "false"),
    expectText: [/encrypted/],
  },
  {
    id: "volume-of-instance",
    shape: "classicAlb",
    what: "The root volume of an instance does not say that it is encrypted.",
    rule: VOLUME,
    resource: "shop-instance-0",
    change: unset("shop-instance-0", "rootBlockDevice.encrypted"),
    expectText: [/rootBlockDevice/],
  },
  {
    id: "volume-of-its-own",
    shape: "nlbAndEc2",
    what: "A volume of its own is not encrypted.",
    rule: VOLUME,
    resource: "api-volume",
    change: added(
      declared("aws:ebs/volume:Volume", "api-volume", {
        availabilityZone: "eu-west-1a",
        size: 10,
        encrypted: false,
      }),
    ),
  },
];

/** What weakens the distribution and the load balancer. */
const frontMisconfigurations: Misconfiguration[] = [
  {
    id: "no-web-acl",
    shape: "prod",
    what: "The distribution has no web ACL.",
    rule: "distribution-has-web-acl",
    resource: "site-distribution",
    change: unset("site-distribution", "webAclId"),
    expectText: [/webAclId/],
  },
  {
    id: "no-security-headers",
    shape: "dev",
    what: "A signed behavior has no response headers policy.",
    rule: HEADERS,
    resource: "site-distribution",
    change: unset("site-distribution", "orderedCacheBehaviors.3.responseHeadersPolicyId"),
    expectText: [/\/secure\/\*/],
  },
  {
    id: "no-strict-transport-security",
    shape: "s3AndAlb",
    what: "The response headers lack Strict-Transport-Security.",
    rule: HEADERS,
    resource: "app-headers",
    change: unset("app-headers", "securityHeadersConfig.strictTransportSecurity"),
    expectText: [/strictTransportSecurity/],
  },
  {
    id: "errors-cached-by-default",
    shape: "prod",
    what: "The distribution says nothing of how long errors are kept, so each is kept for ten seconds.",
    rule: "distribution-caches-no-errors",
    resource: "site-distribution",
    change: unset("site-distribution", "customErrorResponses"),
    expectText: [/customErrorResponses/, /400, 403, 404/],
  },
  {
    id: "errors-cached-for-a-minute",
    shape: "dev",
    what: "Errors of the load balancer are kept for a minute.",
    rule: "distribution-caches-no-errors",
    resource: "site-distribution",
    change: set("site-distribution", "customErrorResponses.8.errorCachingMinTtl", 60),
    expectText: [/customErrorResponses\[8\]\.errorCachingMinTtl/, /503/],
  },
  {
    id: "error-without-a-word",
    shape: "nlbAndEc2",
    what: "One status is left out of the error responses.",
    rule: "distribution-caches-no-errors",
    resource: "api-distribution",
    change: unset("api-distribution", "customErrorResponses.5"),
    expectText: [/500/],
  },
  {
    id: "invalid-headers-kept",
    shape: "prod",
    what: "The load balancer passes invalid header fields on.",
    rule: "load-balancer-drops-invalid-headers",
    resource: "site-alb",
    change: set("site-alb", "dropInvalidHeaderFields", false),
    expectText: [/dropInvalidHeaderFields/],
  },
  {
    id: "invalid-headers-left-out",
    shape: "classicAlb",
    what: "The load balancer of the older module name does not say what becomes of invalid header fields.",
    rule: "load-balancer-drops-invalid-headers",
    resource: "shop-alb",
    change: unset("shop-alb", "dropInvalidHeaderFields"),
  },
  {
    id: "desync-only-watched",
    shape: "s3AndAlb",
    what: "Requests that could be read in two ways are only counted.",
    rule: "load-balancer-mitigates-desync",
    resource: "app-alb",
    change: set("app-alb", "desyncMitigationMode", "monitor"),
    expectText: [/monitor/],
  },
  {
    id: "no-deletion-protection",
    shape: "prod",
    what: "The load balancer of the prod stack can be deleted.",
    rule: "load-balancer-has-deletion-protection",
    resource: "site-alb",
    change: set("site-alb", "enableDeletionProtection", false),
    expectText: [/enableDeletionProtection/],
  },
];

/** What weakens instances and the front, logs left aside. */
export const hygieneMisconfigurations: Misconfiguration[] = [
  ...instanceMisconfigurations,
  ...frontMisconfigurations,
];
