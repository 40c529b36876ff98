import assert from "node:assert/strict";
import { makePolicies } from "../../../../policy/pack";
import { analyze, unknown } from "../../support/analyzer";
import { loadBalancer } from "../../support/fixtures";

const rule = "no-internet-facing-load-balancer";
const policies = makePolicies({ protect: "all" }).filter(({ name }) => name === rule);

describe(rule, () => {
  it("accepts an internal load balancer whose subnets and groups are not known yet", async () => {
    assert.deepEqual(await analyze(policies, loadBalancer()), []);
  });

  it("accepts a gateway load balancer, which has no scheme", async () => {
    const gateway = loadBalancer({ internal: undefined, loadBalancerType: "gateway" });
    assert.deepEqual(await analyze(policies, gateway), []);
  });

  const breaks: [what: string, internal: unknown, says: RegExp][] = [
    ["internet-facing", false, /^internal: false makes the load balancer internet-facing\.$/m],
    ["internet-facing by default", undefined, /^internal: not set, which makes .* internet-facing\.$/m],
    [
      "not known",
      unknown.boolean,
      /^internal: the load balancer may be internet-facing, since this is not known in preview\.$/m,
    ],
    ["no boolean", "perhaps", /^internal: .* does not have the shape that AWS documents\.$/m],
  ];
  for (const [what, internal, says] of breaks) {
    it(`rejects one that is ${what}`, async () => {
      const [violation, ...more] = await analyze(policies, loadBalancer({ internal }));
      assert.ok(violation);
      assert.deepEqual(more, []);
      assert.equal(violation.level, "mandatory");
      assert.match(violation.message, says);
      assert.match(violation.message, /^Fix: Set internal to true/m);
    });
  }

  for (const module of [
    "alb",
    "elb",
    "elasticloadbalancingv2",
    "elasticloadbalancing",
    "applicationloadbalancing",
  ]) {
    it(`knows the load balancers of aws:${module}`, async () => {
      assert.deepEqual(await analyze(policies, loadBalancer({}, module)), []);
      assert.equal((await analyze(policies, loadBalancer({ internal: false }, module))).length, 1);
    });
  }
});
