import assert from "node:assert/strict";
import { join } from "node:path";
import { checkStack } from "../../local/check";
import { LocalStack } from "../support/localStack";

const program = join(__dirname, "programs", "brought");

describe("a site in front of a load balancer and an instance that exist", () => {
  const stack = new LocalStack("dev", program);
  after(() => stack.remove());

  const records = (type: string) => stack.world().resources.filter((record) => record.type === type);

  it("passes the policy pack in preview, and comes up as its outputs say", async () => {
    const preview = await stack.preview();
    assert.equal(preview.code, 0, preview.output);
    await stack.up();
    const outputs = await stack.outputs();
    assert.equal(outputs.albArn, outputs.ownBalancerArn);
    assert.deepEqual(checkStack(outputs, stack.world()), []);
  });

  it("registers the instance with both tiers and opens only the ways that a request takes", () => {
    assert.equal(records("aws:lb/targetGroupAttachment:TargetGroupAttachment").length, 2);
    assert.equal(records("aws:lb/loadBalancer:LoadBalancer").length, 1);
    const ports = records("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").map(
      ({ outputs }) => outputs.fromPort,
    );
    assert.deepEqual(ports.sort(), [8443, 8443, 8444]);
  });

  it("shows no change in a second preview, and leaves nothing when it is taken down", async () => {
    const preview = await stack.preview("--expect-no-changes");
    assert.equal(preview.code, 0, preview.output);
    await stack.destroy();
    assert.deepEqual(stack.types(), []);
  });
});
