import { policyDocument } from "../compliantStacks/resources/policies";
import type { Misconfiguration } from "../misconfiguration";
import { added, all, declared, joined, output, set, unset, without } from "../stackModel";

const LOGS = "distribution-has-access-logs";
const SIGNATURE = "access-log-holds-no-signature";
const BUCKET = "log-bucket-is-private";

/** Missing or public access logs, and signatures in them. */
export const logMisconfigurations: Misconfiguration[] = [
  {
    id: "logs-missing",
    base: "dev",
    what: "The distribution has no access logs.",
    rule: LOGS,
    resource: "site-distribution",
    change: all(without("site-log-delivery"), without("site-log-destination"), without("site-log-source")),
  },
  {
    id: "logs-not-delivered",
    base: "s3AndAlb",
    what: "The access logs have a source and a destination, but no delivery.",
    rule: LOGS,
    resource: "www-distribution",
    change: without("www-log-delivery"),
  },
  {
    id: "logs-of-another-distribution",
    base: "classicAlb",
    what: "Both log sources are of the same distribution.",
    rule: LOGS,
    resource: "media-distribution",
    change: set("media-log-source", "resourceArn", output("shop-distribution", "arn")),
  },
  {
    id: "log-holds-query",
    base: "prod",
    what: "The access log holds the query, which contains the signature of a signed URL.",
    rule: SIGNATURE,
    resource: "site-log-delivery",
    change: set("site-log-delivery", "recordFields", ["date", "time", "cs-uri-stem", "cs-uri-query"]),
    expectText: [/cs-uri-query/],
  },
  {
    id: "log-holds-cookies",
    base: "dev",
    what: "The access log holds the cookies, which include signed ones.",
    rule: SIGNATURE,
    resource: "site-log-delivery",
    change: set("site-log-delivery", "recordFields", ["date", "time", "cs-uri-stem", "cs(Cookie)"]),
    expectText: [/cs\(Cookie\)/],
  },
  {
    id: "log-holds-all-fields",
    base: "classicAlb",
    what: "The log delivery lists no fields, so it delivers all of them.",
    rule: SIGNATURE,
    resource: "media-log-delivery",
    change: unset("media-log-delivery", "recordFields"),
    expectText: [/recordFields/],
  },
  {
    id: "log-standard-with-cookies",
    base: "s3AndAlb",
    what: "Standard logs, which always hold the query, are enabled with cookies.",
    rule: SIGNATURE,
    resource: "app-distribution",
    change: set("app-distribution", "loggingConfig", {
      bucket: output("app-logs", "bucketDomainName"),
      includeCookies: true,
    }),
    expectText: [/loggingConfig|includeCookies/],
  },
  {
    id: "log-real-time-with-query",
    base: "dev",
    what: "Real-time logs of a signed behavior hold the query.",
    rule: SIGNATURE,
    resource: "site-realtime",
    change: all(
      added(
        declared("aws:cloudfront/realtimeLogConfig:RealtimeLogConfig", "site-realtime", {
          samplingRate: 100,
          fields: ["timestamp", "c-ip", "cs-uri-stem", "cs-uri-query"],
          endpoint: {
            streamType: "Kinesis",
            kinesisStreamConfig: {
              roleArn: "arn:aws:iam::111122223333:role/realtime",
              streamArn: "arn:aws:kinesis:us-east-1:111122223333:stream/realtime",
            },
          },
        }),
      ),
      set(
        "site-distribution",
        "orderedCacheBehaviors.1.realtimeLogConfigArn",
        output("site-realtime", "arn"),
      ),
    ),
    expectText: [/cs-uri-query/],
  },
  {
    id: "log-bucket-unblocked",
    base: "prod",
    what: "The log bucket has no public access block.",
    rule: BUCKET,
    resource: "site-logs",
    change: without("site-logs-closed"),
  },
  {
    id: "log-bucket-half-blocked",
    base: "dev",
    what: "The public access block of the log bucket does not restrict public policies.",
    rule: BUCKET,
    resource: "site-logs-closed",
    change: set("site-logs-closed", "restrictPublicBuckets", false),
    expectText: [/restrictPublicBuckets/],
  },
  {
    id: "log-bucket-public-acl",
    base: "classicAlb",
    what: "The log bucket has a public ACL.",
    rule: BUCKET,
    resource: "shop-logs-acl",
    change: added(
      declared("aws:s3/bucketAcl:BucketAcl", "shop-logs-acl", {
        bucket: output("shop-logs", "bucket"),
        acl: "public-read",
      }),
    ),
    expectText: [/public-read/],
  },
  {
    id: "log-bucket-public-policy",
    base: "s3AndAlb",
    what: "The log bucket's policy lets everybody read.",
    rule: BUCKET,
    resource: "app-logs-policy",
    change: added(
      declared("aws:s3/bucketPolicy:BucketPolicy", "app-logs-policy", {
        bucket: output("app-logs", "bucket"),
        policy: policyDocument({
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::app-logs-4f1c2ab/*",
        }),
      }),
    ),
  },
  {
    id: "log-bucket-policy-later",
    base: "prod",
    what: "The log bucket's policy, known after the update, allows all principals everything.",
    rule: BUCKET,
    resource: "site-logs-policy",
    change: added(
      declared("aws:s3/bucketPolicy:BucketPolicy", "site-logs-policy", {
        bucket: output("site-logs", "bucket"),
        policy: joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"s3:*","Resource":"${output("site-logs", "arn")}/*"}]}`,
      }),
    ),
    moments: ["known"],
  },
];
