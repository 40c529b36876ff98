import assert from "node:assert/strict";
import { AttachedInstances, type AttachedInstancesArgs } from "../../../components";
import { children, record, refusal } from "../support/recorder";

const ARGS: AttachedInstancesArgs = {
  instanceIds: { a: "i-1", b: "i-2" },
  securityGroupId: "sg-web",
  targetGroupArns: ["arn:public", "arn:signed"],
  loadBalancerSecurityGroupId: "sg-alb",
};

describe("AttachedInstances", () => {
  it("registers each instance with both tiers, and opens the tiers' ports to the load balancer alone", async () => {
    const recording = await record((options) => new AttachedInstances("site", ARGS, options));
    assert.deepEqual(children(recording), [
      "aws:lb/targetGroupAttachment:TargetGroupAttachment site-a-public",
      "aws:lb/targetGroupAttachment:TargetGroupAttachment site-a-signed",
      "aws:lb/targetGroupAttachment:TargetGroupAttachment site-b-public",
      "aws:lb/targetGroupAttachment:TargetGroupAttachment site-b-signed",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule site-public",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule site-signed",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule site-public",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule site-signed",
    ]);
    const rules = recording.made
      .filter(({ type }) => type.startsWith("aws:vpc/"))
      .map(({ inputs }) => [inputs.securityGroupId, inputs.fromPort, inputs.referencedSecurityGroupId]);
    assert.deepEqual(rules.sort(), [
      ["sg-alb", 8443, "sg-web"],
      ["sg-alb", 8444, "sg-web"],
      ["sg-web", 8443, "sg-alb"],
      ["sg-web", 8444, "sg-alb"],
    ]);
  });

  it("refuses to attach nothing, or under a name that may change", async () => {
    const told = (instanceIds: AttachedInstancesArgs["instanceIds"]) =>
      refusal((options) => new AttachedInstances("site", { ...ARGS, instanceIds, signedPort: 80 }, options));
    assert.match(await told({}), /instanceIds is \{\}; .*\n.*signedPort is 80/);
    assert.match(await told({ "0": "i-1" }), /a key of instanceIds is "0"/);
  });
});
