import type { Misconfiguration } from "../misconfiguration";
import { added, declared, set, unset } from "../stackModel";

const METADATA = "instance-metadata-needs-token";
const VOLUME = "volume-is-encrypted";
const HEADERS = "behavior-has-security-headers";

/** Misconfigurations of instances. */
const instanceMisconfigurations: Misconfiguration[] = [
  {
    id: "metadata-without-token",
    base: "dev",
    what: "The launch template allows metadata requests without a token.",
    rule: METADATA,
    resource: "site-template",
    change: set("site-template", "metadataOptions.httpTokens", "optional"),
    expectText: [/httpTokens/],
  },
  {
    id: "metadata-left-out",
    base: "nlbAndEc2",
    what: "An instance has no metadata options.",
    rule: METADATA,
    resource: "api-instance-0",
    change: unset("api-instance-0", "metadataOptions"),
    expectText: [/metadataOptions/],
  },
  {
    id: "metadata-across-hops",
    base: "prod",
    what: "The metadata hop limit is five.",
    rule: METADATA,
    resource: "site-template",
    change: set("site-template", "metadataOptions.httpPutResponseHopLimit", 5),
    expectText: [/httpPutResponseHopLimit/],
  },
  {
    id: "metadata-launch-configuration",
    base: "s3AndAlb",
    what: "A launch configuration has no metadata options.",
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
    base: "prod",
    what: 'The launch template has "false", as text, for encryption.',
    rule: VOLUME,
    resource: "site-template",
    change: set("site-template", "blockDeviceMappings.0.ebs.encrypted", "false"),
    expectText: [/encrypted/],
  },
  {
    id: "volume-of-instance",
    base: "classicAlb",
    what: "The root volume of an instance has no encryption setting.",
    rule: VOLUME,
    resource: "shop-instance-0",
    change: unset("shop-instance-0", "rootBlockDevice.encrypted"),
    expectText: [/rootBlockDevice/],
  },
  {
    id: "volume-of-its-own",
    base: "nlbAndEc2",
    what: "A separate volume is not encrypted.",
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

/** Misconfigurations of distributions and load balancers. */
const edgeMisconfigurations: Misconfiguration[] = [
  {
    id: "no-web-acl",
    base: "prod",
    what: "The distribution has no web ACL.",
    rule: "distribution-has-web-acl",
    resource: "site-distribution",
    change: unset("site-distribution", "webAclId"),
    expectText: [/webAclId/],
  },
  {
    id: "no-security-headers",
    base: "dev",
    what: "A signed behavior has no response headers policy.",
    rule: HEADERS,
    resource: "site-distribution",
    change: unset("site-distribution", "orderedCacheBehaviors.3.responseHeadersPolicyId"),
    expectText: [/\/secure\/\*/],
  },
  {
    id: "no-strict-transport-security",
    base: "s3AndAlb",
    what: "The response headers lack Strict-Transport-Security.",
    rule: HEADERS,
    resource: "app-headers",
    change: unset("app-headers", "securityHeadersConfig.strictTransportSecurity"),
    expectText: [/strictTransportSecurity/],
  },
  {
    id: "errors-cached-by-default",
    base: "prod",
    what: "The distribution has no error responses, so each error is cached for ten seconds.",
    rule: "distribution-caches-no-errors",
    resource: "site-distribution",
    change: unset("site-distribution", "customErrorResponses"),
    expectText: [/customErrorResponses/, /400, 403, 404/],
  },
  {
    id: "errors-cached-for-a-minute",
    base: "dev",
    what: "Errors of the load balancer are cached for a minute.",
    rule: "distribution-caches-no-errors",
    resource: "site-distribution",
    change: set("site-distribution", "customErrorResponses.8.errorCachingMinTtl", 60),
    expectText: [/customErrorResponses\[8\]\.errorCachingMinTtl/, /503/],
  },
  {
    id: "error-status-left-out",
    base: "nlbAndEc2",
    what: "One status is left out of the error responses.",
    rule: "distribution-caches-no-errors",
    resource: "api-distribution",
    change: unset("api-distribution", "customErrorResponses.5"),
    expectText: [/500/],
  },
  {
    id: "invalid-headers-kept",
    base: "prod",
    what: "The load balancer forwards invalid header fields.",
    rule: "load-balancer-drops-invalid-headers",
    resource: "site-alb",
    change: set("site-alb", "dropInvalidHeaderFields", false),
    expectText: [/dropInvalidHeaderFields/],
  },
  {
    id: "invalid-headers-left-out",
    base: "classicAlb",
    what: "The load balancer with the older module name has no setting for invalid header fields.",
    rule: "load-balancer-drops-invalid-headers",
    resource: "shop-alb",
    change: unset("shop-alb", "dropInvalidHeaderFields"),
  },
  {
    id: "desync-monitored-only",
    base: "s3AndAlb",
    what: "The desync mitigation mode is monitor.",
    rule: "load-balancer-mitigates-desync",
    resource: "app-alb",
    change: set("app-alb", "desyncMitigationMode", "monitor"),
    expectText: [/monitor/],
  },
  {
    id: "no-deletion-protection",
    base: "prod",
    what: "The load balancer of the prod stack has no deletion protection.",
    rule: "load-balancer-has-deletion-protection",
    resource: "site-alb",
    change: set("site-alb", "enableDeletionProtection", false),
    expectText: [/enableDeletionProtection/],
  },
];

/** Misconfigurations of instances, distributions and load balancers. */
export const hygieneMisconfigurations: Misconfiguration[] = [
  ...instanceMisconfigurations,
  ...edgeMisconfigurations,
];
