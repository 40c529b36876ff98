import type { Misconfiguration } from "../../misconfiguration";
import { added, all, type Change, declared, output, set } from "../../stackModel";

/** The secure paths of the dev stack. */
const SECURE = ["/premium/*", "/downloads/*", "/secure/*"];

/** Adds a rule of the dev stack that comes first, for one tier's secret and some paths, and forwards to a target group. */
export function pathRule(
  tier: "public" | "signed",
  paths: readonly string[],
  targets: string,
  more: Readonly<Record<string, readonly string[]>> = {},
): Change {
  return added(
    declared("aws:lb/listenerRule:ListenerRule", "site-path-rule", {
      listenerArn: output("site-https", "arn"),
      priority: 1,
      conditions: [
        {
          httpHeader: {
            httpHeaderName: "X-From-CloudFront",
            values: [output(`site-${tier}-header-1`, "hex")],
          },
        },
        { pathPattern: { ...(paths.length > 0 && { values: [...paths] }), ...more } },
      ],
      actions: [{ type: "forward", targetGroupArn: output(targets, "arn") }],
    }),
  );
}

/** Sends the signed behaviors of the dev stack to the origin of the public tier. */
export const oneOrigin: Change = all(
  ...[1, 2, 3].map((at) => set("site-distribution", `orderedCacheBehaviors.${at}.targetOriginId`, "public")),
);

const copy: Change = added(
  declared("aws:lb/targetGroup:TargetGroup", "site-copy", { protocol: "HTTPS", port: 8444 }),
  declared("aws:autoscaling/attachment:Attachment", "site-copy-members", {
    autoscalingGroupName: output("site-group", "name"),
    lbTargetGroupArn: output("site-copy", "arn"),
  }),
);

/** Tiers that path conditions of listener rules are to keep apart, but do not. */
export const pathMisconfigurations: Misconfiguration[] = [
  {
    id: "signed-targets-by-path",
    base: "dev",
    what: "Public requests for a secure path, which have to be signed, are forwarded to the signed targets: dot segments make them.",
    rule: "tiers-have-own-secrets",
    resource: "site-path-rule",
    change: pathRule("public", SECURE, "site-signed-targets"),
    expectText: [/site-signed-targets/],
  },
  {
    id: "signed-port-by-path",
    base: "dev",
    what: "Public requests for a secure path are forwarded to a copy of the signed tier's target group.",
    rule: "tiers-have-own-ports",
    resource: "site-copy",
    moments: ["known"],
    change: all(copy, pathRule("public", SECURE, "site-copy")),
    expectText: [
      /port 8444 of .*site-group/,
      /for example another spelling of \/\S+ without a signature and \/premium\/\S* with one/,
    ],
  },
  {
    id: "one-origin-by-path",
    base: "dev",
    what: "Both tiers have one origin, and only the path sends signed requests to their targets.",
    rule: "signed-origin-needs-trusted-key-groups",
    resource: "site-distribution",
    moments: ["known"],
    // On the distribution alone, one origin is one place.
    options: { protect: "origins" },
    change: all(oneOrigin, pathRule("public", SECURE, "site-signed-targets")),
    expectText: [/for example another spelling of \/\S+ without a signature and \/premium\/\S* with one/],
  },
  {
    id: "signed-port-by-expression",
    base: "dev",
    what: "A regular expression of a rule may match public paths, too.",
    rule: "tiers-have-own-ports",
    resource: "site-copy",
    change: all(copy, pathRule("public", [], "site-copy", { regexValues: ["^/(premium|secure)/"] })),
    expectText: [/port 8444 of .*site-group/],
  },
  {
    id: "signed-port-by-suffix",
    base: "dev",
    what: "Public and signed requests for images are forwarded to one port.",
    rule: "tiers-have-own-ports",
    resource: "site-copy",
    moments: ["known"],
    change: all(copy, pathRule("public", ["*.jpg"], "site-copy")),
    expectText: [/for example \/\S*\.jpg without a signature and \/premium\/\S* with one/],
  },
];
