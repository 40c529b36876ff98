import assert from "node:assert/strict";
import { SecureOrigin, type TasksArgs } from "../../components";
import { EXISTING, VPC } from "./support/existing";
import { find, inputsOf, isUnknown, refusal, valueOf } from "./support/recorder";
import { ALL, ARGS, makeSite } from "./support/site";

const TASKS: TasksArgs = { role: { name: "task", arn: "arn:aws:iam::111122223333:role/task" } };
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

describe("SecureOrigin with tasks of ECS services", () => {
  it("makes target groups of IP addresses and a group of the tasks, and no instance", async () => {
    const recording = await makeSite({ origin: { tasks: TASKS, publicPort: 9000 }, logs: {} });
    for (const [tier, port] of [
      ["public", 9000],
      ["signed", 8444],
    ] as const) {
      const group = inputsOf(recording, TARGET_GROUP, `site-lb-${tier}`);
      assert.deepEqual([group.targetType, group.protocol, group.port], ["ip", "HTTPS", port]);
    }
    const types = recording.made.map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => /autoscaling|launchTemplate|[iI]nstance|iam|ssm|Attachment/.test(type)),
      [],
    );
    assert.equal(
      inputsOf(recording, "aws:ec2/securityGroup:SecurityGroup", "site-tasks-tasks").vpcId,
      "site-network-vpc-id",
    );
  });

  it("has what a service needs as outputs", async () => {
    const { component } = await makeSite({ origin: { tasks: TASKS } });
    assert.equal(await valueOf(component.vpcId), "site-network-vpc-id");
    assert.equal((await valueOf(component.subnetIds)).length, 2);
    assert.deepEqual(await valueOf(component.targetPorts), [8443, 8444]);
    assert.deepEqual(await valueOf(component.targetGroupArns), ["arn:site-lb-public", "arn:site-lb-signed"]);
    assert.equal(await valueOf(component.taskSecurityGroupId), "site-tasks-tasks-id");
    assert.equal(await valueOf(component.sessionDocumentName), undefined);
  });

  it("knows the target groups only once listener rules forward to them, as ECS demands", async () => {
    const { component } = await makeSite({ ...ALL, origin: { tasks: TASKS } });
    const depends = await resourcesOf(component.targetGroupArns);
    assert.deepEqual(
      depends.filter((urn) => urn.includes("listenerRule")).map((urn) => urn.split("::").at(-1)),
      ["public", "signed"].flatMap((tier) => [5, 4, 3].map((n) => `site-lb-${tier}-${n}`)),
    );
  });

  it("lets the task role sign with the active key, and adds rules to the caller's own group", async () => {
    const { loadBalancerArn, loadBalancerSecurityGroupId } = EXISTING;
    const tasks = { ...TASKS, securityGroupId: "sg-tasks" };
    const recording = await makeSite({
      vpc: VPC,
      origin: { tasks, loadBalancerArn, loadBalancerSecurityGroupId },
    });
    const { policy } = inputsOf(recording, "aws:kms/key:Key", "site-keys-k1");
    assert.match(
      String(policy),
      /"Principal":\{"AWS":"arn:aws:iam::111122223333:role\/task"\},"Action":"kms:Sign"/,
    );
    assert.equal(await valueOf(recording.component.appRoleArn), TASKS.role.arn);
    assert.equal(await valueOf(recording.component.taskSecurityGroupId), "sg-tasks");
    assert.deepEqual(await valueOf(recording.component.subnetIds), VPC.subnetIds);
    const rule = find(
      recording,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "site-tasks-signed",
    );
    assert.deepEqual(
      [rule.inputs.securityGroupId, rule.inputs.referencedSecurityGroupId],
      ["sg-tasks", "sg-alb"],
    );
  });

  it("refuses arguments of instances beside tasks, each in one line", async () => {
    const origin = {
      tasks: TASKS,
      bootScript: "#!/bin/sh\n",
      environment: {},
      instanceType: "t4g.small",
      imageId: "ami-0123456789abcdef0",
      minInstances: 1,
      maxInstances: 2,
    };
    const message = await refusal((options) => new SecureOrigin("site", { ...ARGS, origin }, options));
    assert.deepEqual(
      message.split("\n").map((line) => /": (\S+) is /.exec(line)?.[1]),
      ["origin", "environment", "instanceType", "imageId", "minInstances", "maxInstances"].map((name) =>
        name === "origin" ? name : `origin.${name}`,
      ),
    );
  });

  it("leaves unknown in a preview what only AWS can tell", async () => {
    const { component } = await makeSite({ origin: { tasks: TASKS } }, true);
    assert.ok(await isUnknown(component.targetGroupArns));
    assert.deepEqual(await valueOf(component.targetPorts), [8443, 8444]);
  });
});

/** The URNs of the resources that an output depends on. */
async function resourcesOf(output: unknown): Promise<string[]> {
  const { allResources } = output as { allResources: () => Promise<Set<{ urn: never }>> };
  const resources = await allResources.call(output);
  const urns: string[] = await Promise.all([...resources].map(({ urn }) => valueOf<string>(urn)));
  return urns.sort((a, b) => Number(a.includes("listenerRule")) - Number(b.includes("listenerRule")));
}
