import {
  distribution,
  publicBehavior,
  secretOrigin,
  signedBehavior,
} from "../../compliantStacks/resources/distribution";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, idOf, inserted, later, output, set, unset } from "../../stackModel";

const rule = "secure-paths-need-trusted-key-groups";

/** Returns a behavior without signatures on the public origin. */
const open = (name: string, pathPattern: string) => ({ ...publicBehavior(name, "public"), pathPattern });

/** The argument with the behaviors in order. */
const ordered = "orderedCacheBehaviors";

/** URLs under a secure pattern that are served without a signature. */
export const secureBehaviorMisconfigurations: Misconfiguration[] = [
  {
    id: "key-groups-left-out",
    base: "dev",
    what: "The behavior of /premium/* has no key groups.",
    rule,
    resource: "site-distribution",
    change: unset("site-distribution", `${ordered}.1.trustedKeyGroups`),
    expectText: [/\/premium\//],
  },
  {
    id: "key-groups-empty",
    base: "prod",
    what: "The behavior of /secure/* has an empty list of key groups.",
    rule,
    resource: "site-distribution",
    change: set("site-distribution", `${ordered}.3.trustedKeyGroups`, []),
    expectText: [/\/secure\//, /trustedKeyGroups/],
  },
  {
    id: "behavior-missing",
    base: "s3AndAlb",
    what: "/downloads/* has no behavior, so the default behavior serves it.",
    rule,
    resource: "app-distribution",
    change: unset("app-distribution", `${ordered}.1`),
    expectText: [/\/downloads\//, /default/i],
  },
  {
    id: "shadow-by-extension",
    base: "dev",
    what: "A public behavior for *.jpg precedes the signed ones.",
    rule,
    resource: "site-distribution",
    change: inserted("site-distribution", ordered, 1, open("site", "*.jpg")),
    expectText: [/\/(premium|downloads|secure)\/\S*\.jpg/, /"\*\.jpg"/],
  },
  {
    id: "shadow-by-everything",
    base: "classicAlb",
    what: "A public behavior for /* precedes the signed ones.",
    rule,
    resource: "shop-distribution",
    change: inserted("shop-distribution", ordered, 0, open("shop", "/*")),
    expectText: [/"\/\*"/],
  },
  {
    id: "shadow-by-one-character",
    base: "dev",
    what: "A public behavior for /secur?/* precedes that of /secure/*.",
    rule,
    resource: "site-distribution",
    change: inserted("site-distribution", ordered, 0, open("site", "/secur?/*")),
    expectText: [/\/secure\//, /\/secur\?\/\*/],
  },
  {
    id: "shadow-without-slash",
    base: "dev",
    what: "A public behavior for premium/free*, without the leading slash, is first.",
    rule,
    resource: "site-distribution",
    change: inserted("site-distribution", ordered, 0, open("site", "premium/free*")),
    expectText: [/\/premium\/free/],
  },
  {
    id: "shadow-inside",
    base: "prod",
    what: "A public behavior for /downloads/*/preview precedes that of /downloads/*.",
    rule,
    resource: "site-distribution",
    change: inserted("site-distribution", ordered, 0, open("site", "/downloads/*/preview")),
    expectText: [/\/downloads\/\S*\/preview/],
  },
  {
    id: "pattern-of-another-case",
    base: "dev",
    what: "The signed behavior is for /Secure/*, and patterns are case-sensitive.",
    rule,
    resource: "site-distribution",
    change: set("site-distribution", `${ordered}.3.pathPattern`, "/Secure/*"),
    expectText: [/\/secure\//],
  },
  {
    id: "pattern-too-narrow",
    base: "s3AndAlb",
    what: "Only /premium/*.html is signed.",
    rule,
    resource: "app-distribution",
    change: set("app-distribution", `${ordered}.0.pathPattern`, "/premium/*.html"),
    expectText: [/\/premium\//],
  },
  {
    id: "pattern-one-short",
    base: "dev",
    what: "The signed behavior is for /premium/?*, which does not match /premium/.",
    rule,
    resource: "site-distribution",
    change: set("site-distribution", `${ordered}.1.pathPattern`, "/premium/?*"),
    expectText: [/\/premium\/(\s|$|["'`,])/],
  },
  {
    id: "default-without-key-groups",
    base: "nlbAndEc2",
    what: "The default behavior, which serves most secure paths, has no key groups.",
    rule,
    resource: "api-distribution",
    change: unset("api-distribution", "defaultCacheBehavior.trustedKeyGroups"),
    expectText: [/\/(premium|secure)\//, /default/i],
  },
  {
    id: "second-distribution",
    base: "dev",
    what: "A second distribution on the same VPC origin has no signed behavior.",
    rule,
    resource: "site-second-distribution",
    change: added(
      distribution({
        name: "site-second",
        domainName: "second.dev.example.com",
        origins: [
          secretOrigin(
            "site",
            "public",
            "origin.members.dev.example.com",
            output("site-public-header-1", "hex"),
          ),
        ],
        defaultCacheBehavior: publicBehavior("site", "public"),
      }),
    ),
    expectText: [/\/(premium|downloads|secure)\//],
  },
  {
    id: "second-distribution-elsewhere",
    base: "classicAlb",
    what: "The second distribution, without ordered behaviors, has no key groups.",
    rule,
    resource: "media-distribution",
    change: unset("media-distribution", "defaultCacheBehavior.trustedKeyGroups"),
  },
  {
    id: "staging-distribution",
    base: "prod",
    what: "The staging distribution, which serves a tenth of the viewers, has fewer signed behaviors.",
    rule,
    resource: "site-staging-distribution",
    change: all(
      added(
        distribution({
          name: "site-staging",
          domainName: "staging.example.com",
          origins: [
            secretOrigin(
              "site",
              "signed",
              "origin.members.example.com",
              output("site-signed-header-2", "hex"),
            ),
            secretOrigin(
              "site",
              "public",
              "origin.members.example.com",
              output("site-public-header-2", "hex"),
            ),
          ],
          defaultCacheBehavior: publicBehavior("site", "public"),
          orderedCacheBehaviors: [{ ...signedBehavior("site", "signed"), pathPattern: "/premium/*" }],
        }),
        declared(
          "aws:cloudfront/continuousDeploymentPolicy:ContinuousDeploymentPolicy",
          "site-staging-traffic",
          {
            enabled: true,
            stagingDistributionDnsNames: {
              quantity: 1,
              items: [output("site-staging-distribution", "domainName")],
            },
            trafficConfig: { type: "SingleWeight", singleWeightConfig: { weight: 0.1 } },
          },
        ),
      ),
      set("site-staging-distribution", "staging", true),
      set("site-distribution", "continuousDeploymentPolicyId", idOf("site-staging-traffic")),
    ),
    expectText: [/\/(downloads|secure)\//],
  },
  {
    id: "behaviors-unknown",
    base: "dev",
    what: "All behaviors are unknown.",
    rule,
    resource: "site-distribution",
    change: set("site-distribution", ordered, later([], ["site-key-group"], "array")),
    moments: ["preview"],
    expectText: [/orderedCacheBehaviors/],
  },
  {
    id: "pattern-unknown",
    base: "prod",
    what: "The pattern of the first behavior, a public one, is unknown.",
    rule,
    resource: "site-distribution",
    change: set("site-distribution", `${ordered}.0.pathPattern`, later("/*", ["site-pages"])),
    moments: ["preview"],
    expectText: [/pathPattern/],
  },
];
