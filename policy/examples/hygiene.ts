import { resourceTypes as t } from "../resources/resourceTypes";
import { type ExampleResource, type Examples, one, several } from "./example";

const signed = { trustedKeyGroups: ["group"], responseHeadersPolicyId: "policy" };
const distribution = (props: object = {}): ExampleResource => ({
  type: t.distribution,
  name: "edge",
  props: { arn: "arn:edge", defaultCacheBehavior: signed, ...props },
});
const cachedErrors = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];
const server = {
  originId: "app",
  domainName: "app.example.com",
  vpcOriginConfig: { vpcOriginId: "vo" },
};
const signedServer = {
  origins: [server],
  orderedCacheBehaviors: [{ pathPattern: "/premium/*", targetOriginId: "app", trustedKeyGroups: ["group"] }],
  defaultCacheBehavior: { targetOriginId: "app" },
};
const source: ExampleResource = {
  type: t.logDeliverySource,
  name: "source",
  props: { name: "edge-logs", resourceArn: "arn:edge" },
};
const delivery = (props: object): ExampleResource => ({
  type: t.logDelivery,
  name: "delivery",
  props: { deliverySourceName: "edge-logs", ...props },
});
const logBucket: readonly ExampleResource[] = [
  { type: t.bucket, name: "logs", props: { id: "logs", arn: "arn:logs", bucket: "logs" } },
  {
    type: t.logDeliveryDestination,
    name: "destination",
    props: { deliveryDestinationConfiguration: { destinationResourceArn: "arn:logs" } },
  },
];
const blocked = {
  bucket: "logs",
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** Examples of the rules on logs, encryption at rest and other hardening. */
export const hygieneExamples: Readonly<Record<string, Examples>> = {
  "instance-metadata-needs-token": {
    good: [
      one("a launch template that requires tokens", t.launchTemplate, {
        metadataOptions: { httpTokens: "required" },
      }),
    ],
    bad: [
      one("a launch template that does not set them", t.launchTemplate, {}),
      one("metadata three network hops away", t.instance, {
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 3 },
      }),
    ],
  },
  "volume-is-encrypted": {
    good: [one("an encrypted volume", t.volume, { encrypted: true })],
    bad: [one("a volume that does not set encrypted", t.volume, {})],
  },
  "distribution-has-access-logs": {
    good: [
      several(
        "a distribution with standard logs",
        distribution(),
        source,
        delivery({ recordFields: ["date"] }),
      ),
    ],
    bad: [several("a distribution without logs", distribution())],
  },
  "access-log-holds-no-signature": {
    good: [
      several(
        "a log without the query string",
        distribution(),
        source,
        delivery({ recordFields: ["cs-uri-stem"] }),
      ),
    ],
    bad: [
      several(
        "a log with the query string",
        distribution(),
        source,
        delivery({ recordFields: ["cs-uri-query"] }),
      ),
      several("a log with all fields", distribution(), source, delivery({})),
      several("a legacy standard log", distribution({ loggingConfig: { bucket: "logs.s3.amazonaws.com" } })),
    ],
  },
  "log-bucket-is-private": {
    good: [
      several("a bucket that blocks all public access", ...logBucket, {
        type: t.bucketPublicAccessBlock,
        name: "closed",
        props: blocked,
      }),
    ],
    bad: [
      several("a bucket without a public access block", ...logBucket),
      several("a bucket that blocks only some public access", ...logBucket, {
        type: t.bucketPublicAccessBlock,
        name: "closed",
        props: { ...blocked, restrictPublicBuckets: false },
      }),
    ],
  },
  "distribution-has-web-acl": {
    good: [one("a distribution with a web ACL", t.distribution, { webAclId: "arn:acl" })],
    bad: [one("a distribution without a web ACL", t.distribution, {})],
  },
  "behavior-has-security-headers": {
    good: [one("a behavior with security headers", t.distribution, { defaultCacheBehavior: signed })],
    bad: [
      one("a behavior without security headers", t.distribution, { defaultCacheBehavior: {} }),
      one("security headers without HSTS", t.responseHeadersPolicy, {
        securityHeadersConfig: { contentTypeOptions: { override: true } },
      }),
    ],
  },
  "distribution-caches-no-errors": {
    good: [
      one("a distribution that caches no errors", t.distribution, {
        ...signedServer,
        customErrorResponses: cachedErrors.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
      }),
      one("a distribution without signed behaviors", t.distribution, {
        origins: [server],
        defaultCacheBehavior: { targetOriginId: "app" },
      }),
      one("a distribution with a bucket as its only origin", t.distribution, {
        ...signedServer,
        origins: [{ originId: "app", domainName: "files.s3.eu-west-1.amazonaws.com" }],
      }),
    ],
    bad: [
      one("a distribution that does not configure errors", t.distribution, signedServer),
      one("a distribution that caches one error", t.distribution, {
        ...signedServer,
        customErrorResponses: cachedErrors.map((errorCode) => ({
          errorCode,
          errorCachingMinTtl: errorCode === 503 ? 60 : 0,
        })),
      }),
    ],
  },
  "load-balancer-drops-invalid-headers": {
    good: [
      one("a load balancer that drops invalid headers", t.loadBalancer, { dropInvalidHeaderFields: true }),
    ],
    bad: [one("a load balancer with the default", t.loadBalancer, {})],
  },
  "load-balancer-mitigates-desync": {
    good: [one("the strictest mode", t.loadBalancer, { desyncMitigationMode: "strictest" })],
    bad: [one("the mode that only monitors", t.loadBalancer, { desyncMitigationMode: "monitor" })],
  },
  "load-balancer-has-deletion-protection": {
    good: [
      one("a load balancer with deletion protection", t.loadBalancer, { enableDeletionProtection: true }),
    ],
    bad: [one("a load balancer without deletion protection", t.loadBalancer, {})],
  },
  "waiver-is-in-force": {
    good: [
      one(
        "a waiver with a finding",
        t.loadBalancer,
        { internal: false },
        {
          protect: "all",
          waivers: [
            {
              rule: "no-internet-facing-load-balancer",
              urn: "urn:pulumi:*::*::it",
              reason: "Moves in spring",
              expires: "2027-03-31",
            },
          ],
        },
      ),
    ],
    bad: [
      one(
        "a waiver that has expired",
        t.loadBalancer,
        { internal: false },
        {
          waivers: [
            {
              rule: "no-internet-facing-load-balancer",
              urn: "urn:pulumi:*::*::it",
              reason: "Moved in spring",
              expires: "2020-03-31",
            },
          ],
        },
      ),
      one(
        "a waiver without a finding",
        t.loadBalancer,
        { internal: true },
        {
          waivers: [
            {
              rule: "no-internet-facing-load-balancer",
              urn: "urn:pulumi:*::*::it",
              reason: "Moved in spring",
              expires: "2027-03-31",
            },
          ],
        },
      ),
    ],
  },
};
