import { resourceTypes as t } from "../resources/resourceTypes";
import type { ExampleResource, Examples } from "../rules";
import { one, several } from "./resource";

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

/** Examples for the rules on what surrounds the way in. */
export const hygieneExamples: Readonly<Record<string, Examples>> = {
  "instance-metadata-needs-token": {
    good: [one("a template with tokens", t.launchTemplate, { metadataOptions: { httpTokens: "required" } })],
    bad: [
      one("a template that says nothing", t.launchTemplate, {}),
      one("metadata across three hops", t.instance, {
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 3 },
      }),
    ],
  },
  "volume-is-encrypted": {
    good: [one("an encrypted volume", t.volume, { encrypted: true })],
    bad: [one("a volume that says nothing", t.volume, {})],
  },
  "distribution-has-access-logs": {
    good: [
      several(
        "a distribution with vended logs",
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
        "a log of harmless fields",
        distribution(),
        source,
        delivery({ recordFields: ["cs-uri-stem"] }),
      ),
    ],
    bad: [
      several("a log of the query", distribution(), source, delivery({ recordFields: ["cs-uri-query"] })),
      several("a log of all fields", distribution(), source, delivery({})),
      several(
        "a log of the older kind",
        distribution({ loggingConfig: { bucket: "logs.s3.amazonaws.com" } }),
      ),
    ],
  },
  "log-bucket-is-private": {
    good: [
      several("a bucket with all four blocks", ...logBucket, {
        type: t.bucketPublicAccessBlock,
        name: "closed",
        props: blocked,
      }),
    ],
    bad: [
      several("a bucket without blocks", ...logBucket),
      several("a bucket with three", ...logBucket, {
        type: t.bucketPublicAccessBlock,
        name: "closed",
        props: { ...blocked, restrictPublicBuckets: false },
      }),
    ],
  },
  "distribution-has-web-acl": {
    good: [one("a distribution with a web ACL", t.distribution, { webAclId: "arn:acl" })],
    bad: [one("a distribution without one", t.distribution, {})],
  },
  "behavior-has-security-headers": {
    good: [one("a behavior with headers", t.distribution, { defaultCacheBehavior: signed })],
    bad: [
      one("a behavior without headers", t.distribution, { defaultCacheBehavior: {} }),
      one("headers without HSTS", t.responseHeadersPolicy, {
        securityHeadersConfig: { contentTypeOptions: { override: true } },
      }),
    ],
  },
  "distribution-caches-no-errors": {
    good: [
      one("a distribution that keeps no error", t.distribution, {
        ...signedServer,
        customErrorResponses: cachedErrors.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
      }),
      one("a distribution without signed behaviors", t.distribution, {
        origins: [server],
        defaultCacheBehavior: { targetOriginId: "app" },
      }),
      one("a distribution in front of a bucket alone", t.distribution, {
        ...signedServer,
        origins: [{ originId: "app", domainName: "files.s3.eu-west-1.amazonaws.com" }],
      }),
    ],
    bad: [
      one("a distribution that says nothing of errors", t.distribution, signedServer),
      one("a distribution that keeps one of them", t.distribution, {
        ...signedServer,
        customErrorResponses: cachedErrors.map((errorCode) => ({
          errorCode,
          errorCachingMinTtl: errorCode === 503 ? 60 : 0,
        })),
      }),
    ],
  },
  "load-balancer-drops-invalid-headers": {
    good: [one("a load balancer that drops them", t.loadBalancer, { dropInvalidHeaderFields: true })],
    bad: [one("a load balancer that says nothing", t.loadBalancer, {})],
  },
  "load-balancer-mitigates-desync": {
    good: [one("the strictest mode", t.loadBalancer, { desyncMitigationMode: "strictest" })],
    bad: [one("the mode that only watches", t.loadBalancer, { desyncMitigationMode: "monitor" })],
  },
  "load-balancer-has-deletion-protection": {
    good: [one("a protected load balancer", t.loadBalancer, { enableDeletionProtection: true })],
    bad: [one("a load balancer that says nothing", t.loadBalancer, {})],
  },
  "waiver-is-in-force": {
    good: [
      one(
        "a waiver for a finding that there is",
        t.loadBalancer,
        { internal: false },
        {
          waivers: [
            {
              rule: "no-internet-facing-load-balancer",
              urn: "*",
              reason: "moves in spring",
              expires: "2999-12-31",
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
              urn: "*",
              reason: "moved in spring",
              expires: "2020-03-31",
            },
          ],
        },
      ),
      one(
        "a waiver for nothing",
        t.loadBalancer,
        { internal: true },
        {
          waivers: [
            {
              rule: "no-internet-facing-load-balancer",
              urn: "*",
              reason: "moved in spring",
              expires: "2999-12-31",
            },
          ],
        },
      ),
    ],
  },
};
