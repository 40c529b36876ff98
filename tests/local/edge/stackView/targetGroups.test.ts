import assert from "node:assert/strict";
import { Records } from "../../../../local/edge/stackView/records";
import { readTargetGroups } from "../../../../local/edge/stackView/targetGroups";
import { record } from "../support/plainAccount";

const group = (id: string, rest: object = {}) =>
  record("aws:lb/targetGroup:TargetGroup", id, { name: id, protocol: "HTTPS", port: 8443, ...rest });
const service = (id: string, rest: object) => record("aws:ecs/service:Service", id, rest);
const registered = (targetGroupArn: string, containerPort = 9443) => ({
  loadBalancers: [{ targetGroupArn, containerName: "app", containerPort }],
});

/** Reads the one target group of a few records. */
function read(...records: Parameters<typeof group>[1][]) {
  const all = records as ReturnType<typeof group>[];
  const [only] = readTargetGroups(new Records(all), new Set(["arn:targets"])).values();
  return only;
}

describe("the view of a target group", () => {
  it("has the tasks of services, on the port of their container, in their security groups", () => {
    const ip = group("arn:targets", { targetType: "ip" });
    const network = { networkConfiguration: { securityGroups: ["sg-tasks"] } };
    const view = read(
      ip,
      service("one", { ...registered("arn:targets"), ...network, desiredCount: 2 }),
      service("another", { ...registered("arn:elsewhere"), ...network, desiredCount: 5 }),
    );
    assert.deepEqual(
      [view?.kind, view?.targets, view?.port, view?.targetSecurityGroups],
      ["task", 2, 9443, ["sg-tasks"]],
    );
    assert.equal(read(ip, service("none", { ...registered("arn:targets"), ...network }))?.targets, 0);
  });

  it("has no tasks on instances, which do not exist here", () => {
    const view = read(
      group("arn:targets", { targetType: "instance" }),
      service("bridge", { ...registered("arn:targets"), desiredCount: 2 }),
    );
    assert.deepEqual([view?.kind, view?.targets, view?.port], ["instance", 0, 8443]);
  });

  it("has the instances of Auto Scaling groups, in the security groups of their launch template", () => {
    const view = read(
      group("arn:targets", { targetType: "instance" }),
      record("aws:ec2/launchTemplate:LaunchTemplate", "lt-1", { vpcSecurityGroupIds: ["sg-web"] }),
      record("aws:autoscaling/group:Group", "web", {
        targetGroupArns: ["arn:targets"],
        launchTemplate: { id: "lt-1" },
        minSize: 3,
      }),
    );
    assert.deepEqual(
      [view?.kind, view?.targets, view?.port, view?.targetSecurityGroups],
      ["instance", 3, 8443, ["sg-web"]],
    );
  });
});
