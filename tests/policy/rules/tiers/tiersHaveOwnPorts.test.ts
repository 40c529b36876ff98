import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { tiersHaveOwnPorts } from "../../../../policy/rules/tiers/tiersHaveOwnPorts";
import { urnOf } from "../../support/analyzer";
import { findingsIn } from "../../support/exampleFindings";

const names = ["public", "signed"] as const;
type Tier = (typeof names)[number];

/** Creates the two tiers, each on a load balancer with a rule for its secret, and the targets. */
function stack(options: {
  readonly ports: Readonly<Record<Tier, number>>;
  readonly targets?: readonly ExampleResource[];
  readonly balancers?: Readonly<Record<Tier, string>>;
  readonly isPreview?: boolean;
}): ExampleResource[] {
  const { ports, targets = [], balancers = { public: "alb", signed: "alb" }, isPreview = false } = options;
  const secret = (tier: Tier) => (isPreview ? unknownValue : tier.repeat(10));
  return [
    ...[...new Set(Object.values(balancers))].flatMap((name): ExampleResource[] => [
      { type: t.loadBalancer, name, props: { arn: `arn:${name}`, internal: true } },
      {
        type: t.listener,
        name: `${name}-https`,
        props: { arn: `arn:${name}-https`, loadBalancerArn: `arn:${name}`, port: 443 },
      },
      {
        type: t.vpcOrigin,
        name: `${name}-origin`,
        props: {
          id: `vo-${name}`,
          vpcOriginEndpointConfig: { arn: `arn:${name}`, originProtocolPolicy: "https-only" },
        },
      },
    ]),
    ...names.flatMap((tier): ExampleResource[] => [
      { type: t.randomBytes, name: `${tier}-secret`, props: { length: 32 } },
      { type: t.targetGroup, name: `${tier}-targets`, props: { arn: `arn:${tier}`, port: ports[tier] } },
      {
        type: t.listenerRule,
        name: `${tier}-rule`,
        props: {
          listenerArn: `arn:${balancers[tier]}-https`,
          priority: tier === "public" ? 10 : 20,
          conditions: [{ httpHeader: { httpHeaderName: "X-Tier", values: [secret(tier)] } }],
          actions: [{ type: "forward", targetGroupArn: `arn:${tier}` }],
        },
        from: { conditions: [`${tier}-secret`] },
      },
    ]),
    {
      type: t.distribution,
      name: "edge",
      props: {
        origins: names.map((originId) => ({
          originId,
          customHeaders: [{ name: "X-Tier", value: secret(originId) }],
          vpcOriginConfig: { vpcOriginId: `vo-${balancers[originId]}` },
        })),
        orderedCacheBehaviors: [
          { pathPattern: "/secure/*", targetOriginId: "signed", trustedKeyGroups: ["kg"] },
        ],
        defaultCacheBehavior: { targetOriginId: "public" },
      },
      from: { origins: names.map((tier) => `${tier}-secret`) },
    },
    ...targets,
  ];
}

const server = { type: t.instance, name: "server", props: { id: "i-1", subnetId: "subnet-1" } };
const attached = (tier: Tier, targetId: string, port?: number): ExampleResource => ({
  type: t.targetAttachment,
  name: `${tier}-target`,
  props: { targetGroupArn: `arn:${tier}`, targetId, ...(port === undefined ? {} : { port }) },
});
const both = [server, attached("public", "i-1"), attached("signed", "i-1")];
const urnOfGroup = (tier: Tier) => urnOf({ type: t.targetGroup, name: `${tier}-targets`, props: {} });

const findings = (...resources: ExampleResource[]) =>
  findingsIn(tiersHaveOwnPorts, several("", ...resources)).map(({ urn, path, why, level, unknown }) => ({
    at: `${urn.split("::").at(-1) ?? ""} ${path}`,
    why,
    ...(level === undefined ? {} : { level }),
    ...(unknown === undefined ? {} : { unknown }),
  }));

const why = (place: string, other: Tier) =>
  `its targets include ${place}, as those of ${urnOfGroup(other)} do for the other tier, so the application cannot tell a signed request from a public one, for example /a without a signature and /secure/a with one`;

describe("tiers-have-own-ports", () => {
  const place = `port 8443 of ${urnOf(server)}`;
  const found = [
    { at: "public-targets port", why: why(place, "signed") },
    { at: "signed-targets port", why: why(place, "public") },
  ];

  it("rejects two target groups that end at one port of a server", () => {
    assert.deepEqual(findings(...stack({ ports: { public: 8443, signed: 8443 }, targets: both })), found);
  });

  it("compares the ports of registrations before those of target groups", () => {
    const targets = [server, attached("public", "i-1", 8443), attached("signed", "i-1")];
    assert.deepEqual(findings(...stack({ ports: { public: 8080, signed: 8443 }, targets })), found);
    const apart = [server, attached("public", "i-1", 8080), attached("signed", "i-1")];
    assert.deepEqual(findings(...stack({ ports: { public: 8443, signed: 8443 }, targets: apart })), []);
  });

  it("rejects tiers on load balancers of their own that end at one port", () => {
    const balancers = { public: "front", signed: "vault" };
    const ports = { public: 8443, signed: 8443 };
    assert.deepEqual(findings(...stack({ ports, targets: both, balancers })), found);
  });

  it("rejects one port in preview, where any rule may be for any origin", () => {
    const ports = { public: 8443, signed: 8443 };
    const unknown = findings(...stack({ ports, targets: both, isPreview: true }));
    assert.deepEqual(unknown.map((each) => [each.at, each.unknown]).sort(), [
      ["public-targets port", true],
      ["signed-targets port", true],
    ]);
    assert.deepEqual(
      findings(...stack({ ports: { public: 8443, signed: 8444 }, targets: both, isPreview: true })),
      [],
    );
  });

  it("does not repeat an address outside this stack", () => {
    const targets = [attached("public", "10.0.1.77"), attached("signed", "10.0.1.77")];
    const [first] = findings(...stack({ ports: { public: 8443, signed: 8443 }, targets }));
    assert.equal(first?.why, why("port 8443 of one target outside this stack", "signed"));
  });

  it("accepts one port of different servers", () => {
    const other = { type: t.instance, name: "other", props: { id: "i-2", subnetId: "subnet-1" } };
    const targets = [server, other, attached("public", "i-1"), attached("signed", "i-2")];
    assert.deepEqual(findings(...stack({ ports: { public: 8443, signed: 8443 }, targets })), []);
  });

  it("reports target groups without targets as advisory", () => {
    assert.deepEqual(findings(...stack({ ports: { public: 8443, signed: 8443 } })), [
      {
        at: "public-targets port",
        why: `port 8443 is also the port of ${urnOfGroup("signed")} for the other tier, and this stack does not show whether their servers differ`,
        level: "advisory",
      },
    ]);
  });
});
