import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { tiersHaveOwnSecrets } from "../../../../policy/rules/tiers/tiersHaveOwnSecrets";
import { findingsIn } from "../../support/exampleFindings";

/** Creates a load balancer that forwards requests with either of two secrets, each to a port of its own. */
const balancer: readonly ExampleResource[] = [
  { type: t.loadBalancer, name: "alb", props: { arn: "arn:alb", loadBalancerType: "application" } },
  { type: t.listener, name: "https", props: { arn: "arn:https", loadBalancerArn: "arn:alb", port: 443 } },
  { type: t.vpcOrigin, name: "to-alb", props: { id: "vo", vpcOriginEndpointConfig: { arn: "arn:alb" } } },
  ...["x", "y"].flatMap((name, at): ExampleResource[] => [
    { type: t.randomBytes, name, props: { length: 32 } },
    { type: t.targetGroup, name: `${name}-targets`, props: { arn: `arn:${name}`, port: 8443 + at } },
    {
      type: t.listenerRule,
      name: `${name}-rule`,
      props: {
        listenerArn: "arn:https",
        priority: at + 1,
        conditions: [{ httpHeader: { httpHeaderName: "X-Secret", values: [unknownValue] } }],
        actions: [{ type: "forward", targetGroupArn: `arn:${name}` }],
      },
      from: { conditions: [name] },
    },
  ]),
];

const header = (value: unknown) => ({ customHeaders: [{ name: "X-Secret", value }] });
const vpcOriginConfig = { vpcOriginId: "vo" };
const elsewhere = {
  domainName: "status.example.com",
  customOriginConfig: { originProtocolPolicy: "https-only" },
};

/** An origin of a distribution: its id, and what differs from one on the load balancer that sends an unknown secret. */
type Sender = readonly [id: string, isSigned: boolean, more?: object];

/** Creates a distribution with one behavior for each of its origins, which are computed from some of the secrets. */
function distribution(
  name: string,
  secrets: readonly string[],
  ...senders: readonly Sender[]
): ExampleResource {
  const behaviors = senders.map(([targetOriginId, isSigned]) => ({
    targetOriginId,
    ...(isSigned && { trustedKeyGroups: ["kg"] }),
  }));
  return {
    type: t.distribution,
    name,
    props: {
      origins: senders.map(([originId, , more = { vpcOriginConfig }]) => ({
        originId,
        ...header(unknownValue),
        ...more,
      })),
      orderedCacheBehaviors: behaviors
        .slice(1)
        .map((each, at) => ({ ...each, pathPattern: `/${String(at)}/*` })),
      defaultCacheBehavior: behaviors[0],
    },
    from: { origins: [...secrets] },
  };
}

const findings = (...distributions: ExampleResource[]) =>
  findingsIn(tiersHaveOwnSecrets, several("", ...balancer, ...distributions)).map(
    ({ urn, path, why }) => `${urn.split("::").at(-1) ?? ""} ${path}: ${why.replace(/urn:\S+::/, "")}`,
  );

describe("tiers-have-own-secrets, in preview", () => {
  const open = distribution("open", ["x"], ["app", false]);
  const sent = [
    'open origins[0].customHeaders: origin "app" sends a secret that a signed origin of club sends as well',
  ];

  it("finds an open origin whose secret is one that the signed origins of another distribution send", () => {
    assert.deepEqual(findings(open, distribution("club", ["x", "y"], ["one", true], ["two", true])), sent);
    const known = { ...elsewhere, ...header("club") };
    const withThird = distribution("club", ["x", "y"], ["one", true], ["two", true], ["three", false, known]);
    assert.deepEqual(findings(open, withThird), sent);
  });

  it("accepts it if an origin without signatures, or elsewhere, may be the one that sends it", () => {
    assert.deepEqual(findings(open, distribution("club", ["x", "y"], ["one", true], ["two", false])), []);
    assert.deepEqual(
      findings(open, distribution("club", ["x", "y"], ["one", true], ["two", true, elsewhere])),
      [],
    );
    assert.deepEqual(findings(open, distribution("club", ["y"], ["one", true])), []);
  });

  it("finds a signed origin whose secret is one that the open origins of a distribution send, unless one is elsewhere", () => {
    const signed = distribution("club", ["y"], ["one", true]);
    const both = ["app", "old"].map(
      (name, at) =>
        `open origins[${String(at)}].customHeaders: the origins "${name}" and "one" of the two tiers send the same secret`,
    );
    assert.deepEqual(
      findings(distribution("open", ["x", "y"], ["app", false], ["old", false]), signed),
      both,
    );
    assert.deepEqual(
      findings(distribution("open", ["x", "y"], ["app", false], ["old", false, elsewhere]), signed),
      [],
    );
  });
});
