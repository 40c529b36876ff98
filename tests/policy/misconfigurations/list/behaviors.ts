import type { Misconfiguration } from "../misconfiguration";
import { all, inserted, set, unset } from "../model";
import { publicBehavior } from "../shapes/parts/edge";

/** A behavior without signatures on the public origin of a shape. */
const open = (name: string, pathPattern: string) => ({ ...publicBehavior(name, "public"), pathPattern });

/** The argument that holds the behaviors with a pattern, in the order in which they are tried. */
const ordered = "orderedCacheBehaviors";

/** Signed and public behaviors that get into each other's way. */
export const behaviorMisconfigurations: Misconfiguration[] = [
  {
    id: "default-on-signed-origin",
    shape: "dev",
    what: "The default behavior sends public requests to the origin of the signed tier.",
    rule: "signed-origin-needs-trusted-key-groups",
    resource: "site-distribution",
    change: set("site-distribution", "defaultCacheBehavior.targetOriginId", "signed"),
    expectText: [/"?signed"?/, /default/i],
  },
  {
    id: "one-origin-for-all",
    shape: "classicAlb",
    what: "Signed and public behaviors share one origin, whose application may read paths in its own way.",
    rule: "signed-origin-needs-trusted-key-groups",
    resource: "shop-distribution",
    change: all(
      ...[0, 1, 2].map((index) => set("shop-distribution", `${ordered}.${index}.targetOriginId`, "public")),
    ),
  },
  {
    id: "failover-to-signed-origin",
    shape: "prod",
    what: "Refused by the public origin, a public request is sent on to the signed one.",
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
    shape: "dev",
    what: "The behavior of /secure/* trusts the account's own signers instead of key groups.",
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
    shape: "prod",
    what: "A behavior trusts another account's signers beside its key groups.",
    rule: "no-trusted-signers",
    resource: "site-distribution",
    change: set("site-distribution", `${ordered}.1.trustedSigners`, ["444455556666"]),
    expectText: [/trustedSigners/],
  },
  {
    id: "error-page-signed",
    shape: "dev",
    what: "The page of a refusal falls under a signed behavior, so it is refused as well.",
    rule: "error-page-needs-no-signature",
    resource: "site-distribution",
    change: set("site-distribution", "customErrorResponses.0.responsePagePath", "/secure/403.html"),
    expectText: [/\/secure\/403\.html/],
  },
  {
    id: "error-page-under-default",
    shape: "nlbAndEc2",
    what: "The behavior of the error pages is gone, and the default behavior is signed.",
    rule: "error-page-needs-no-signature",
    resource: "api-distribution",
    change: unset("api-distribution", `${ordered}.0`),
    expectText: [/\/error-pages\/403\.html/],
  },
  {
    id: "root-object-signed",
    shape: "s3AndAlb",
    what: "The default root object falls under a signed behavior.",
    rule: "error-page-needs-no-signature",
    resource: "app-distribution",
    change: set("app-distribution", "defaultRootObject", "premium/index.html"),
    expectText: [/premium\/index\.html/],
  },
  {
    id: "public-path-signed",
    shape: "prod",
    what: "A path that the configuration calls public is swallowed by a signed behavior.",
    rule: "public-path-needs-no-signature",
    resource: "site-distribution",
    change: (stack) => stack,
    options: { publicPaths: ["/premium/preview/*"] },
    expectText: [/\/premium\/preview\//],
  },
  {
    id: "public-exception-behind",
    shape: "dev",
    what: "The public behavior of an exception stands behind the signed one that holds it.",
    rule: "public-path-needs-no-signature",
    resource: "site-distribution",
    change: inserted("site-distribution", ordered, 4, open("site", "/downloads/terms/*")),
    options: { publicPaths: ["/downloads/terms/*"] },
    expectText: [/\/downloads\/terms\//],
  },
];
