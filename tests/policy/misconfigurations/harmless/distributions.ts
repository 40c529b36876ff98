import {
  distribution,
  publicBehavior,
  secretOrigin,
  signedBehavior,
} from "../compliantStacks/resources/distribution";
import { accessLogs } from "../compliantStacks/resources/logs";
import { pages, pagesOrigin } from "../compliantStacks/resources/pages";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, idOf, inserted, output, set } from "../stackModel";
import { publicPem } from "../testKeys";

const ordered = "orderedCacheBehaviors";
const open = (pathPattern: string) => ({ ...publicBehavior("site", "public"), pathPattern });
const signed = (pathPattern: string) => ({ ...signedBehavior("site", "signed"), pathPattern });

/** Distributions and behaviors without an unsigned secure path. */
export const harmlessDistributions: Harmless[] = [
  {
    id: "unrelated-bucket-site",
    base: "dev",
    what: "A second distribution serves a bucket, without signatures.",
    change: added(
      ...pages({ name: "docs" }, "docs-distribution"),
      distribution({
        name: "docs",
        domainName: "docs.dev.example.com",
        origins: [pagesOrigin("docs")],
        defaultCacheBehavior: publicBehavior("site", "pages"),
      }),
      ...accessLogs({ name: "docs" }, "docs-distribution"),
    ),
  },
  {
    id: "second-signed-distribution",
    base: "prod",
    what: "A second distribution on the VPC origin is entirely signed.",
    change: added(
      distribution({
        name: "files",
        domainName: "files.example.com",
        origins: [
          secretOrigin("site", "signed", "origin.members.example.com", output("site-signed-header-2", "hex")),
        ],
        defaultCacheBehavior: signedBehavior("site", "signed"),
        webAcl: "site-web-acl",
      }),
      ...accessLogs({ name: "files" }, "files-distribution"),
    ),
  },
  {
    id: "staging-as-strict",
    base: "classicAlb",
    what: "The staging distribution is entirely signed, and its continuous deployment policy is in the stack.",
    change: all(
      added(
        distribution({
          name: "shop-staging",
          domainName: "staging.shop.example.com",
          origins: [
            secretOrigin("shop", "signed", "origin.shop.example.com", output("shop-signed-secret", "result")),
          ],
          defaultCacheBehavior: signedBehavior("shop", "signed"),
          webAcl: "shop-web-acl",
        }),
        ...accessLogs({ name: "shop-staging" }, "shop-staging-distribution"),
        declared(
          "aws:cloudfront/continuousDeploymentPolicy:ContinuousDeploymentPolicy",
          "shop-staging-traffic",
          {
            enabled: true,
            stagingDistributionDnsNames: {
              quantity: 1,
              items: [output("shop-staging-distribution", "domainName")],
            },
            trafficConfig: { type: "SingleWeight", singleWeightConfig: { weight: 0.1 } },
          },
        ),
      ),
      set("shop-staging-distribution", "staging", true),
      set("shop-distribution", "continuousDeploymentPolicyId", idOf("shop-staging-traffic")),
    ),
  },
  {
    id: "public-behavior-later",
    base: "dev",
    what: "A public behavior for *.jpg follows the signed ones.",
    change: inserted("site-distribution", ordered, 4, open("*.jpg")),
  },
  {
    id: "public-behavior-apart",
    base: "dev",
    what: "The first behavior is public and matches no secure path.",
    change: inserted("site-distribution", ordered, 0, open("/assets/*.jpg")),
  },
  {
    id: "public-behavior-other-case",
    base: "dev",
    what: "The first behavior is public, for /Premium/*, and patterns are case-sensitive.",
    change: inserted("site-distribution", ordered, 0, open("/Premium/*")),
  },
  {
    id: "public-exception",
    base: "prod",
    what: "A public exception in a signed path is listed in the configuration.",
    change: inserted("site-distribution", ordered, 1, open("/premium/preview/*")),
    options: { publicPaths: ["/premium/preview/*"] },
  },
  {
    id: "signed-inside-signed",
    base: "dev",
    what: "A narrower signed behavior precedes the wider one.",
    change: inserted("site-distribution", ordered, 1, signed("/premium/videos/*")),
  },
  {
    id: "signed-wider",
    base: "dev",
    what: "The signed behavior is for /secure* instead of /secure/*.",
    change: set("site-distribution", `${ordered}.3.pathPattern`, "/secure*"),
  },
  {
    id: "signed-without-slash",
    base: "s3AndAlb",
    what: "The pattern of a signed behavior has no leading slash.",
    change: set("app-distribution", `${ordered}.2.pathPattern`, "secure/*"),
  },
  {
    id: "signed-in-two-halves",
    base: "prod",
    what: "Two signed behaviors together cover a secure path.",
    change: all(
      set("site-distribution", `${ordered}.1.pathPattern`, "/premium/?*"),
      inserted("site-distribution", ordered, 2, signed("/premium/")),
    ),
  },
  {
    id: "two-key-groups",
    base: "classicAlb",
    what: "A behavior trusts two key groups with different keys.",
    change: all(
      added(
        declared("aws:cloudfront/publicKey:PublicKey", "shop-public-key-partner", {
          encodedKey: publicPem("p256", "partner"),
        }),
        declared("aws:cloudfront/keyGroup:KeyGroup", "shop-partner-group", {
          items: [idOf("shop-public-key-partner")],
        }),
      ),
      inserted("shop-distribution", `${ordered}.1.trustedKeyGroups`, 1, idOf("shop-partner-group")),
    ),
  },
  {
    id: "viewer-tls-newer",
    base: "dev",
    what: "Viewers must meet the security policy of 2025.",
    change: set("site-distribution", "viewerCertificate.minimumProtocolVersion", "TLSv1.2_2025"),
  },
  {
    id: "viewer-tls-1-3",
    base: "prod",
    what: "Viewers must use TLS 1.3.",
    change: set("site-distribution", "viewerCertificate.minimumProtocolVersion", "TLSv1.3_2025"),
  },
  {
    id: "root-object-public",
    base: "s3AndAlb",
    what: "The default root object is public.",
    change: set("app-distribution", "defaultRootObject", "index.html"),
  },
  {
    id: "root-object-of-signed-site",
    base: "prod",
    what: "A second distribution is entirely signed, and so is its default root object.",
    change: all(
      added(
        distribution({
          name: "files",
          domainName: "files.example.com",
          origins: [
            secretOrigin(
              "site",
              "signed",
              "origin.members.example.com",
              output("site-signed-header-2", "hex"),
            ),
          ],
          defaultCacheBehavior: signedBehavior("site", "signed"),
          webAcl: "site-web-acl",
        }),
        ...accessLogs({ name: "files" }, "files-distribution"),
      ),
      set("files-distribution", "defaultRootObject", "index.html"),
    ),
  },
  {
    id: "bucket-website-unused",
    base: "s3AndAlb",
    what: "The site's bucket has a website configuration, but CloudFront reads its private REST endpoint.",
    change: added(
      declared("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "www-website", {
        bucket: idOf("www-pages"),
        indexDocument: { suffix: "index.html" },
        errorDocument: { key: "404.html" },
      }),
    ),
  },
  {
    id: "real-time-log-without-query",
    base: "prod",
    what: "Real-time logs leave out the query and the cookies.",
    change: all(
      added(
        declared("aws:cloudfront/realtimeLogConfig:RealtimeLogConfig", "site-realtime", {
          samplingRate: 100,
          fields: ["timestamp", "c-ip", "cs-uri-stem", "sc-status"],
          endpoint: {
            streamType: "Kinesis",
            kinesisStreamConfig: {
              roleArn: "arn:aws:iam::111122223333:role/realtime",
              streamArn: "arn:aws:kinesis:us-east-1:111122223333:stream/realtime",
            },
          },
        }),
      ),
      set("site-distribution", `${ordered}.1.realtimeLogConfigArn`, output("site-realtime", "arn")),
    ),
  },
];
