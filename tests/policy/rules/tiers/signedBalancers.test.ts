import assert from "node:assert/strict";
import {
  type Example,
  type ExampleResource,
  several,
  unknownValue,
} from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { signedOriginNeedsTrustedKeyGroups } from "../../../../policy/rules/signing/signedOriginNeedsTrustedKeyGroups";
import { listenerDefaultActionRefuses } from "../../../../policy/rules/tiers/listenerDefaultActionRefuses";
import { listenerRuleChecksSecretHeader } from "../../../../policy/rules/tiers/listenerRuleChecksSecretHeader";
import { originSecretIsAccepted } from "../../../../policy/rules/tiers/originSecretIsAccepted";
import { findingsIn } from "../../support/exampleFindings";

const forward = [{ type: "forward", targetGroupArn: "arn:targets" }];
const refuse = [{ type: "fixed-response", fixedResponse: { statusCode: "403" } }];

/** Creates a load balancer without secret headers. */
const balancer = (defaultActions: readonly unknown[] = forward): ExampleResource[] => [
  { type: t.loadBalancer, name: "alb", props: { arn: "arn:alb", internal: true } },
  {
    type: t.listener,
    name: "https",
    props: { arn: "arn:https", loadBalancerArn: "arn:alb", port: 443, protocol: "HTTPS", defaultActions },
  },
  { type: t.targetGroup, name: "targets", props: { arn: "arn:targets", port: 8443 } },
];
const rule: ExampleResource = {
  type: t.listenerRule,
  name: "rule",
  props: {
    listenerArn: "arn:https",
    conditions: [{ pathPattern: { values: ["/*"] } }],
    actions: forward,
  },
};
const vpcOrigin: ExampleResource = {
  type: t.vpcOrigin,
  name: "vpc-origin",
  props: { id: "vo", vpcOriginEndpointConfig: { arn: "arn:alb", originProtocolPolicy: "https-only" } },
};
const edge = (behavior: object = {}, ordered: readonly object[] = []): ExampleResource => ({
  type: t.distribution,
  name: "edge",
  props: {
    origins: [{ originId: "app", vpcOriginConfig: { vpcOriginId: "vo" } }],
    orderedCacheBehaviors: ordered,
    defaultCacheBehavior: { targetOriginId: "app", ...behavior },
  },
});
const keys = { trustedKeyGroups: ["kg"] };

const headerRules = [listenerDefaultActionRefuses, listenerRuleChecksSecretHeader, originSecretIsAccepted];
const refusedBy = (resources: readonly ExampleResource[], options: Example["options"] = {}) =>
  headerRules
    .filter((each) => findingsIn(each, { ...several("", ...resources), options }).length > 0)
    .map(({ name }) => name);
const all = headerRules.map(({ name }) => name);
const site = [...balancer(), rule, vpcOrigin];

describe("rules on secret headers", () => {
  it("judge a load balancer that a signed behavior reaches", () => {
    assert.deepEqual(refusedBy([...site, edge(keys)]), all);
  });

  it("are silent on a site of public content alone, and where no distribution reaches the load balancer", () => {
    assert.deepEqual(refusedBy([...site, edge()]), []);
    assert.deepEqual(refusedBy([...balancer(), rule]), []);
  });

  it("judge a load balancer that serves a secure path without a signature", () => {
    assert.deepEqual(refusedBy([...site, edge()], { securePaths: ["/members/*"] }), all);
  });

  it("judge a load balancer that protectedOrigins names and no distribution of the stack reaches", () => {
    const named = { protectedOrigins: ["urn:pulumi:*::alb"] };
    assert.deepEqual(refusedBy([...balancer(), rule], named), all.slice(0, 2));
  });

  it("compare the names of origins that are known in preview with those that are not", () => {
    const tiers = (id: unknown, target: unknown, signedId: unknown, signedTarget: unknown) => ({
      origins: [
        { originId: id, vpcOriginConfig: { vpcOriginId: "vo" } },
        { originId: signedId, domainName: "files.s3.amazonaws.com" },
      ],
      defaultCacheBehavior: { targetOriginId: signedTarget, ...keys },
      orderedCacheBehaviors: [{ pathPattern: "/api/*", targetOriginId: target }],
    });
    const judged = (...names: [unknown, unknown, unknown, unknown]) =>
      refusedBy([...site, { type: t.distribution, name: "edge", props: tiers(...names) }]);
    assert.deepEqual(judged(unknownValue, unknownValue, "files", "files"), []);
    assert.deepEqual(judged("api", "api", unknownValue, unknownValue), []);
    assert.deepEqual(judged("api", "api", "files", unknownValue), all);
    assert.deepEqual(judged(unknownValue, unknownValue, "files", "other"), all);
    assert.deepEqual(judged(unknownValue, unknownValue, unknownValue, unknownValue), all);
  });

  it("judge every load balancer with protect: all", () => {
    assert.deepEqual(refusedBy([...site, edge()], { protect: "all" }), all);
  });
});

describe("signed-origin-needs-trusted-key-groups", () => {
  const shared = edge({}, [{ pathPattern: "/members/*", targetOriginId: "app", ...keys }]);
  const found = (...resources: ExampleResource[]) =>
    findingsIn(signedOriginNeedsTrustedKeyGroups, several("", ...resources, vpcOrigin, shared)).map(
      ({ why }) => why,
    );

  it("rejects one origin for both tiers, also if its load balancer is not in the stack", () => {
    const why =
      'the default behavior has no key groups and uses origin "app" of the signed tier, for example /a without a signature and /members/a with one';
    assert.deepEqual(found(...balancer()), [why]);
    assert.deepEqual(found(...balancer(refuse), rule), [why]);
    assert.deepEqual(found(), [why]);
  });

  it("accepts one whose load balancer refuses every request", () => {
    assert.deepEqual(found(...balancer(refuse)), []);
  });
});
