import assert from "node:assert/strict";
import { AttachedTasks, type AttachedTasksArgs } from "../../../components";
import { children, inputsOf, type Made, record, refusal, valueOf } from "../support/recorder";

const ARGS: AttachedTasksArgs = { vpcId: "vpc-1", loadBalancerSecurityGroupId: "sg-alb" };
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const rulesOf = (made: Made[]) =>
  made
    .filter(({ type }) => type.startsWith("aws:vpc/"))
    .map(({ type, inputs }) => [
      type === INGRESS ? "in" : "out",
      inputs.securityGroupId,
      inputs.fromPort,
      inputs.referencedSecurityGroupId ?? inputs.cidrIpv4,
    ])
    .sort();

describe("AttachedTasks", () => {
  it("creates a group that the load balancer alone reaches, on the ports of the tiers", async () => {
    const recording = await record((options) => new AttachedTasks("site", ARGS, options));
    assert.deepEqual(children(recording), [
      "aws:ec2/securityGroup:SecurityGroup site-tasks",
      `${EGRESS} site-https`,
      `${EGRESS} site-public`,
      `${EGRESS} site-signed`,
      `${INGRESS} site-public`,
      `${INGRESS} site-signed`,
    ]);
    const group = inputsOf(recording, "aws:ec2/securityGroup:SecurityGroup", "site-tasks");
    assert.equal(group.vpcId, "vpc-1");
    assert.equal(
      group.description,
      "Tasks: the ports of the application from the load balancer, HTTPS to AWS and to log in",
    );
    assert.deepEqual(rulesOf(recording.made), [
      ["in", "site-tasks-id", 8443, "sg-alb"],
      ["in", "site-tasks-id", 8444, "sg-alb"],
      ["out", "sg-alb", 8443, "site-tasks-id"],
      ["out", "sg-alb", 8444, "site-tasks-id"],
      ["out", "site-tasks-id", 443, "0.0.0.0/0"],
    ]);
    assert.equal(await valueOf(recording.component.securityGroupId), "site-tasks-id");
  });

  it("adds the ports to the caller's group, and no other rule", async () => {
    const args = { ...ARGS, securityGroupId: "sg-tasks", publicPort: 9000, signedPort: 9001 };
    const recording = await record((options) => new AttachedTasks("site", args, options));
    assert.deepEqual(rulesOf(recording.made), [
      ["in", "sg-tasks", 9000, "sg-alb"],
      ["in", "sg-tasks", 9001, "sg-alb"],
      ["out", "sg-alb", 9000, "sg-tasks"],
      ["out", "sg-alb", 9001, "sg-tasks"],
    ]);
    const egress = inputsOf(recording, EGRESS, "site-signed");
    assert.equal(egress.description, "Port of the signed tier, to the tasks");
    assert.equal(await valueOf(recording.component.securityGroupId), "sg-tasks");
  });

  it("refuses ports that need root", async () => {
    assert.match(
      await refusal((options) => new AttachedTasks("site", { ...ARGS, publicPort: 443 }, options)),
      /^AttachedTasks "site": publicPort is 443; allowed: a whole number from 1024 to 65535\. /,
    );
  });
});
