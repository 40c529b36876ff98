import { resourceTypes as t } from "../resources/resourceTypes";
import { type Example, type ExampleResource, type Examples, one, several, unknownValue } from "./example";

const value = (digit: string) => digit.repeat(64);
const header = (values: readonly unknown[]) => [
  { httpHeader: { httpHeaderName: "X-From-CloudFront", values } },
];
const forward = [{ type: "forward", targetGroupArn: "arn:targets" }];

/** Creates an example of one resource, in a stack in which everything is protected. */
const everywhere = (what: string, type: string, props: object) => one(what, type, props, { protect: "all" });

/** The parts in which the examples of two tiers differ. */
interface Changes {
  readonly sent?: readonly [unknown, unknown];
  readonly accepted?: readonly [unknown, unknown];
  readonly name?: string;
  readonly ports?: readonly [number, number];
  readonly bytes?: number;
}

const tierNames = ["public", "signed"] as const;

/** Creates a load balancer with two tiers, behind a distribution. */
function tiers(what: string, changes: Changes = {}): Example {
  const secrets = [value("a"), value("b")] as const;
  const {
    sent = secrets,
    accepted = secrets,
    name = "X-From-CloudFront",
    ports = [8443, 8444],
    bytes = 32,
  } = changes;
  const resources: ExampleResource[] = [
    { type: t.loadBalancer, name: "alb", props: { arn: "arn:alb", internal: true } },
    {
      type: t.listener,
      name: "https",
      props: { arn: "arn:https", loadBalancerArn: "arn:alb", protocol: "HTTPS" },
    },
    {
      type: t.vpcOrigin,
      name: "vpc-origin",
      props: { id: "vo-1", vpcOriginEndpointConfig: { arn: "arn:alb" } },
    },
    ...tierNames.flatMap((tier, i): ExampleResource[] => [
      { type: t.randomBytes, name: `${tier}-secret`, props: { length: bytes, hex: secrets[i] } },
      { type: t.targetGroup, name: `${tier}-targets`, props: { arn: `arn:${tier}`, port: ports[i] } },
      {
        type: t.listenerRule,
        name: `${tier}-rule`,
        props: {
          listenerArn: "arn:https",
          conditions: header([accepted[i]]),
          actions: [{ type: "forward", targetGroupArn: `arn:${tier}` }],
        },
        from: { conditions: [`${tier}-secret`] },
      },
    ]),
    {
      type: t.distribution,
      name: "edge",
      props: {
        origins: tierNames.map((originId, i) => ({
          originId,
          customHeaders: [{ name, value: sent[i] }],
          vpcOriginConfig: { vpcOriginId: "vo-1" },
        })),
        orderedCacheBehaviors: [
          { pathPattern: "/secure/*", targetOriginId: "signed", trustedKeyGroups: ["kg"] },
        ],
        defaultCacheBehavior: { targetOriginId: "public" },
      },
      from: { origins: ["public-secret", "signed-secret"] },
    },
  ];
  return several(what, ...resources);
}

/** Creates a network load balancer with a listener for each tier, whose targets have the given ports. */
function networkTiers(what: string, ports: readonly [number, number]): Example {
  return several(
    what,
    {
      type: t.loadBalancer,
      name: "nlb",
      props: { arn: "arn:nlb", internal: true, loadBalancerType: "network" },
    },
    { type: t.instance, name: "server", props: { id: "i-1", subnetId: "subnet-1" } },
    ...tierNames.flatMap((tier, i): ExampleResource[] => [
      {
        type: t.vpcOrigin,
        name: `${tier}-vpc-origin`,
        props: {
          id: `vo-${tier}`,
          vpcOriginEndpointConfig: {
            arn: "arn:nlb",
            httpsPort: 443 + i,
            originProtocolPolicy: "https-only",
          },
        },
      },
      {
        type: t.listener,
        name: `${tier}-listener`,
        props: {
          loadBalancerArn: "arn:nlb",
          port: 443 + i,
          protocol: "TCP",
          defaultActions: [{ type: "forward", targetGroupArn: `arn:${tier}` }],
        },
      },
      { type: t.targetGroup, name: `${tier}-targets`, props: { arn: `arn:${tier}`, port: ports[i] } },
      {
        type: t.targetAttachment,
        name: `${tier}-target`,
        props: { targetGroupArn: `arn:${tier}`, targetId: "i-1" },
      },
    ]),
    {
      type: t.distribution,
      name: "edge",
      props: {
        origins: tierNames.map((originId) => ({
          originId,
          vpcOriginConfig: { vpcOriginId: `vo-${originId}` },
        })),
        orderedCacheBehaviors: [
          { pathPattern: "/secure/*", targetOriginId: "signed", trustedKeyGroups: ["kg"] },
        ],
        defaultCacheBehavior: { targetOriginId: "public" },
      },
    },
  );
}

/** Examples of the rules on the tiers. */
export const tierExamples: Readonly<Record<string, Examples>> = {
  "listener-default-action-refuses": {
    good: [
      everywhere("a fixed response with 403", t.listener, {
        protocol: "HTTPS",
        defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "403" } }],
      }),
      everywhere("a redirect to HTTPS", t.listener, {
        protocol: "HTTP",
        defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS" } }],
      }),
    ],
    bad: [
      everywhere("a listener that forwards everything", t.listener, {
        protocol: "HTTPS",
        defaultActions: forward,
      }),
    ],
  },
  "listener-rule-checks-secret-header": {
    good: [
      everywhere("a rule that checks the secret", t.listenerRule, {
        conditions: header([unknownValue]),
        actions: forward,
      }),
    ],
    bad: [
      everywhere("a rule that checks only the path", t.listenerRule, {
        conditions: [{ pathPattern: { values: ["/*"] } }],
        actions: forward,
      }),
      everywhere("a rule that accepts any value", t.listenerRule, {
        conditions: header(["*"]),
        actions: forward,
      }),
    ],
  },
  "listener-rule-checks-origin-secret": {
    good: [
      tiers("rules that check what the origins send"),
      several(
        "a separate rule for the previous secret",
        ...tiers("", {}).resources,
        { type: t.randomBytes, name: "previous-secret", props: { length: 32, hex: value("d") } },
        {
          type: t.listenerRule,
          name: "previous-rule",
          props: {
            listenerArn: "arn:https",
            conditions: header([value("d")]),
            actions: [{ type: "forward", targetGroupArn: "arn:signed" }],
          },
          from: { conditions: ["previous-secret"] },
        },
      ),
    ],
    bad: [tiers("a rule that accepts a value that no origin sends", { accepted: [value("a"), value("c")] })],
  },
  "origin-secret-is-accepted": {
    good: [tiers("origins whose secrets the rules accept")],
    bad: [
      tiers("an origin that sends another header", { name: "X-Other" }),
      tiers("an origin that sends another value", { sent: [value("a"), value("c")] }),
    ],
  },
  "tiers-have-own-secrets": {
    good: [
      tiers("a secret for each tier"),
      tiers("secrets that are unknown in preview", {
        sent: [unknownValue, unknownValue],
        accepted: [unknownValue, unknownValue],
      }),
    ],
    bad: [
      tiers("one secret for both tiers", {
        sent: [value("a"), value("a")],
        accepted: [value("a"), value("a")],
      }),
    ],
  },
  "tiers-have-own-targets": {
    good: [networkTiers("a port of the server for each tier", [8443, 8444])],
    bad: [networkTiers("two target groups that send both tiers to one port", [8443, 8443])],
  },
  "tiers-have-own-ports": {
    good: [tiers("a port for each tier")],
    bad: [tiers("one port for both tiers", { ports: [8443, 8443] })],
  },
  "origin-secret-is-random": {
    good: [tiers("random secrets")],
    bad: [
      tiers("a literal that can be guessed", {
        sent: [value("a"), value("c")],
        accepted: [value("a"), value("c")],
      }),
      tiers("a secret of eight bytes", { bytes: 8 }),
    ],
  },
};
