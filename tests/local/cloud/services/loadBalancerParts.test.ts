import assert from "node:assert/strict";
import type { Resource } from "../support/client";
import { CLOSED } from "../support/site";
import { useCloud } from "../support/useCloud";

describe("what a load balancer has", () => {
  const cloud = useCloud();
  let alb: Resource;
  let listener: Resource;
  let rule: Resource;
  let targetGroup: Resource;
  beforeEach(async () => {
    const made = await cloud.site.balancer();
    alb = made.alb;
    listener = await cloud.site.make("lb/listener:Listener", {
      loadBalancerArn: alb.id,
      port: 80,
      protocol: "HTTP",
      defaultActions: [CLOSED],
    });
    targetGroup = await cloud.site.make("lb/targetGroup:TargetGroup", {
      port: 80,
      protocol: "HTTP",
      vpcId: alb.outputs["vpcId"],
    });
    rule = await cloud.site.make("lb/listenerRule:ListenerRule", {
      listenerArn: listener.id,
      priority: 1,
      actions: [{ type: "forward", targetGroupArn: targetGroup.id }],
      conditions: [{ httpHeader: { httpHeaderName: "X-A", values: ["1"] } }],
    });
  });
  const exists = async (resource: Resource): Promise<boolean> =>
    (await cloud.engine.read(resource)) !== undefined;

  it("goes with a listener: its rules, whose target groups are free then", async () => {
    await assert.rejects(cloud.engine.delete(targetGroup), /ResourceInUse/);
    await cloud.engine.delete(listener);
    assert.equal(await exists(rule), false);
    assert.equal(await exists(alb), true);
    await cloud.engine.delete(targetGroup);
    // A provider that is asked to delete it all the same does nothing.
    await cloud.engine.delete(rule);
  });

  it("goes with the load balancer: its listeners and their rules, but no target group", async () => {
    await cloud.engine.delete(alb);
    assert.equal(await exists(listener), false);
    assert.equal(await exists(rule), false);
    assert.equal(await exists(targetGroup), true);
  });
});
