import { publicBehavior } from "../../compliantStacks/resources/distribution";
import type { Misconfiguration } from "../../misconfiguration";
import { all, inserted, set, unset } from "../../stackModel";

/** Returns a behavior without signatures on the public origin. */
const open = (name: string, pathPattern: string) => ({ ...publicBehavior(name, "public"), pathPattern });

/** The argument with the behaviors in order. */
const ordered = "orderedCacheBehaviors";

/** Behaviors on the wrong origin, with the wrong signers, or in front of public pages. */
export const behaviorMisconfigurations: Misconfiguration[] = [
  {
    id: "default-on-signed-origin",
    base: "dev",
    what: "The default behavior sends public requests to the origin of the signed tier.",
    rule: "signed-origin-needs-trusted-key-groups",
    resource: "site-distribution",
    change: set("site-distribution", "defaultCacheBehavior.targetOriginId", "signed"),
    expectText: [/"?signed"?/, /default/i],
  },
  {
    id: "one-origin-for-all",
    base: "classicAlb",
    what: "Signed and public behaviors share one origin.",
    rule: "signed-origin-needs-trusted-key-groups",
    resource: "shop-distribution",
    change: all(
      ...[0, 1, 2].map((index) => set("shop-distribution", `${ordered}.${index}.targetOriginId`, "public")),
    ),
  },
  {
    id: "failover-to-signed-origin",
    base: "prod",
    what: "Public requests fail over to the signed origin.",
    rule: "signed-origin-needs-trusted-key-groups",
    resource: "site-distribution",
    change: all(
      set("site-distribution", "originGroups", [
        {
          originId: "either",
          failoverCriteria: { statusCodes: [403, 404] },
          members: [{ originId: "public" }, { originId: "signed" }],
        },
      ]),
      set("site-distribution", "defaultCacheBehavior.targetOriginId", "either"),
    ),
    expectText: [/either/, /signed/],
  },
  {
    id: "trusted-signers-instead",
    base: "dev",
    what: "The behavior of /secure/* trusts the account itself instead of key groups.",
    rule: "no-trusted-signers",
    resource: "site-distribution",
    change: all(
      unset("site-distribution", `${ordered}.3.trustedKeyGroups`),
      set("site-distribution", `${ordered}.3.trustedSigners`, ["self"]),
    ),
    expectText: [/trustedSigners/],
  },
  {
    id: "trusted-signers-as-well",
    base: "prod",
    what: "A behavior trusts another account as well as its key groups.",
    rule: "no-trusted-signers",
    resource: "site-distribution",
    change: set("site-distribution", `${ordered}.1.trustedSigners`, ["444455556666"]),
    expectText: [/trustedSigners/],
  },
  {
    id: "error-page-signed",
    base: "dev",
    what: "The error page of 403 is served by a signed behavior, so it is refused as well.",
    rule: "error-page-needs-no-signature",
    resource: "site-distribution",
    change: set("site-distribution", "customErrorResponses.0.responsePagePath", "/secure/403.html"),
    expectText: [/\/secure\/403\.html/],
  },
  {
    id: "error-page-under-default",
    base: "nlbAndEc2",
    what: "The error pages have no behavior, and the default behavior is signed.",
    rule: "error-page-needs-no-signature",
    resource: "api-distribution",
    change: unset("api-distribution", `${ordered}.0`),
    expectText: [/\/error-pages\/403\.html/],
  },
  {
    id: "root-object-signed",
    base: "s3AndAlb",
    what: "The default root object is served by a signed behavior.",
    rule: "error-page-needs-no-signature",
    resource: "app-distribution",
    change: set("app-distribution", "defaultRootObject", "premium/index.html"),
    expectText: [/premium\/index\.html/],
  },
  {
    id: "public-path-signed",
    base: "prod",
    what: "A signed behavior matches a path that the configuration lists as public.",
    rule: "public-path-needs-no-signature",
    resource: "site-distribution",
    change: (stack) => stack,
    options: { publicPaths: ["/premium/preview/*"] },
    expectText: [/\/premium\/preview\//],
  },
  {
    id: "public-exception-too-late",
    base: "dev",
    what: "The public behavior of an exception follows the signed one that matches it.",
    rule: "public-path-needs-no-signature",
    resource: "site-distribution",
    change: inserted("site-distribution", ordered, 4, open("site", "/downloads/terms/*")),
    options: { publicPaths: ["/downloads/terms/*"] },
    expectText: [/\/downloads\/terms\//],
  },
];
