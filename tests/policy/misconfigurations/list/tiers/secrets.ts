import {
  distribution,
  type publicBehavior,
  secretOrigin,
  signedBehavior,
  signedBehaviors,
} from "../../compliantStacks/resources/distribution";
import { accessLogs } from "../../compliantStacks/resources/logs";
import { shopApplication } from "../../compliantStacks/resources/shopApplication";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, type Change, declared, inserted, output, set, unset, without } from "../../stackModel";
import { earlyRule, LITERAL_SECRET } from "../commonResources";

const JOIN = "listener-rule-checks-origin-secret";
const ACCEPTED = "origin-secret-is-accepted";
const OWN = "tiers-have-own-secrets";
const PORTS = "tiers-have-own-ports";
const RANDOM = "origin-secret-is-random";

/** Adds a distribution to the dev stack whose two origins send the secrets of both tiers, the signed one for secure paths. */
export function clubDistribution(defaultCacheBehavior: ReturnType<typeof publicBehavior>): Change {
  const origin = (id: string, tier: string) =>
    secretOrigin("site", id, `${id}.club.example.com`, output(`site-${tier}-header-1`, "hex"));
  return added(
    distribution({
      name: "club",
      domainName: "club.example.com",
      origins: [origin("one", "public"), origin("two", "signed")],
      defaultCacheBehavior,
      orderedCacheBehaviors: signedBehaviors("site").map((each) => ({ ...each, targetOriginId: "two" })),
    }),
    ...accessLogs({ name: "club" }, "club-distribution"),
  );
}

/** Secret headers that do not match between listener and distribution, or are not secret. */
export const secretMisconfigurations: Misconfiguration[] = [
  {
    id: "rule-on-another-header",
    base: "dev",
    what: "The first rule checks a header that viewers can send.",
    rule: JOIN,
    resource: "site-early",
    change: earlyRule([
      {
        httpHeader: {
          httpHeaderName: "User-Agent",
          values: ["monitoring-of-the-members-site-version-2026-01"],
        },
      },
    ]),
    expectText: [/User-Agent/i],
  },
  {
    id: "rule-with-second-value",
    base: "prod",
    what: "A rule to the signed tier's targets accepts a second value, a literal that no origin sends.",
    rule: JOIN,
    resource: "site-signed-rule",
    change: inserted("site-signed-rule", "conditions.0.httpHeader.values", 2, LITERAL_SECRET),
  },
  {
    id: "secret-of-second-application-that-no-rule-accepts",
    base: "dev",
    what: "The load balancer of a second application has no rule for the secret of its signed tier.",
    rule: ACCEPTED,
    resource: "site-distribution",
    change: all(shopApplication, without("shop-signed-rule")),
    expectText: [/no listener rule accepts the secret that origin "shop-signed" sends/],
  },
  {
    id: "header-names-differ",
    base: "dev",
    what: "The rules check a header that the origins do not send.",
    rule: ACCEPTED,
    resource: "site-distribution",
    change: all(
      set("site-public-rule", "conditions.0.httpHeader.httpHeaderName", "X-Origin-Verify"),
      set("site-signed-rule", "conditions.0.httpHeader.httpHeaderName", "X-Origin-Verify"),
    ),
    expectText: [/X-From-CloudFront/i],
  },
  {
    id: "generation-not-accepted",
    base: "dev",
    what: "The signed origin sends a secret that no rule accepts.",
    rule: ACCEPTED,
    resource: "site-distribution",
    change: all(
      added(declared("random:index/randomBytes:RandomBytes", "site-signed-header-2", { length: 32 })),
      set("site-distribution", "origins.1.customHeaders.0.value", output("site-signed-header-2", "hex")),
    ),
    expectText: [/signed/],
  },
  {
    id: "origin-without-header",
    base: "s3AndAlb",
    what: "The public origin sends no header.",
    rule: ACCEPTED,
    resource: "app-distribution",
    change: unset("app-distribution", "origins.0.customHeaders"),
    expectText: [/public/],
  },
  {
    id: "one-secret-sent-by-both",
    base: "dev",
    what: "Both origins send the secret of the public tier.",
    rule: OWN,
    resource: "site-distribution",
    change: set(
      "site-distribution",
      "origins.1.customHeaders.0.value",
      output("site-public-header-1", "hex"),
    ),
  },
  {
    id: "signed-distribution-sends-both-secrets",
    base: "dev",
    what: "A second distribution signs every path, and its origins send the secrets of both tiers.",
    rule: OWN,
    resource: "site-distribution",
    // After an update the origins with the same secret are named.
    moments: ["preview"],
    change: clubDistribution(signedBehavior("site", "one")),
    expectText: [
      /origin "public" sends a secret that a signed origin of urn:\S+::club-distribution sends as well/,
    ],
  },
  {
    id: "one-secret-everywhere",
    base: "classicAlb",
    what: "Origins and rules of both tiers share one secret.",
    rule: OWN,
    resource: "shop-distribution",
    change: all(
      set("shop-distribution", "origins.0.customHeaders.0.value", output("shop-signed-secret", "result")),
      set("shop-public-rule", "conditions.0.httpHeader.values", [output("shop-signed-secret", "result")]),
    ),
  },
  {
    id: "public-secret-opens-signed-tier",
    base: "prod",
    what: "The rule to the signed tier's targets accepts the public tier's secret as well.",
    rule: OWN,
    resource: "site-signed-rule",
    change: set("site-signed-rule", "conditions.0.httpHeader.values", [
      output("site-signed-header-2", "hex"),
      output("site-public-header-2", "hex"),
    ]),
  },
  {
    id: "public-rule-to-signed-targets",
    base: "s3AndAlb",
    what: "The rule of the public tier forwards to the signed tier's targets.",
    rule: OWN,
    resource: "app-public-rule",
    change: set("app-public-rule", "actions.0.targetGroupArn", output("app-signed-targets", "arn")),
    expectText: [/app-signed-targets/],
  },
  {
    id: "public-rule-to-both-targets",
    base: "prod",
    what: "The rule of the public tier forwards one percent of requests to the signed tier's targets.",
    rule: OWN,
    resource: "site-public-rule",
    change: set("site-public-rule", "actions", [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: output("site-public-targets", "arn"), weight: 99 },
            { arn: output("site-signed-targets", "arn"), weight: 1 },
          ],
        },
      },
    ]),
    expectText: [/site-signed-targets/],
  },
  {
    id: "one-port-for-both-tiers",
    base: "dev",
    what: "Both tiers' target groups have the same port.",
    rule: PORTS,
    resource: "site-signed-targets",
    change: set("site-signed-targets", "port", 8443),
    expectText: [/8443/],
  },
  {
    id: "copy-of-the-signed-targets",
    base: "dev",
    what: "The public tier's rule forwards to a copy of the signed tier's target group: the same instances and port.",
    rule: PORTS,
    resource: "site-copy",
    change: all(
      added(
        declared("aws:lb/targetGroup:TargetGroup", "site-copy", { protocol: "HTTPS", port: 8444 }),
        declared("aws:autoscaling/attachment:Attachment", "site-copy-members", {
          autoscalingGroupName: output("site-group", "name"),
          lbTargetGroupArn: output("site-copy", "arn"),
        }),
      ),
      set("site-public-rule", "actions.0.targetGroupArn", output("site-copy", "arn")),
    ),
    expectText: [/port 8444 of .*site-group/, /site-signed-targets/],
  },
  {
    id: "secret-spelt-out",
    base: "dev",
    what: "The secret is a literal in the program, which may also come from its configuration.",
    rule: RANDOM,
    enforcement: "advisory",
    resource: "site-distribution",
    change: all(
      set("site-distribution", "origins.1.customHeaders.0.value", LITERAL_SECRET),
      set("site-signed-rule", "conditions.0.httpHeader.values", [LITERAL_SECRET]),
    ),
  },
  {
    id: "secret-of-few-bytes",
    base: "prod",
    what: "The secret has eight bytes.",
    rule: RANDOM,
    resource: "site-signed-header-2",
    change: set("site-signed-header-2", "length", 8),
    expectText: [/length/],
  },
  {
    id: "secret-with-special-characters",
    base: "classicAlb",
    what: "The secret may contain * and ?, which are wildcards to the load balancer.",
    rule: RANDOM,
    resource: "shop-signed-secret",
    change: set("shop-signed-secret", "special", true),
    expectText: [/special/],
  },
];
