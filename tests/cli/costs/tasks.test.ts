import assert from "node:assert/strict";
import { monthlyCosts } from "../../../cli/costs/monthlyCosts";
import { tasksOf } from "../../../cli/costs/tasks";
import type { RawResource } from "../../../policy/resources/rawResource";

const resource = (
  type: string,
  name: string,
  props: object,
  rest: Partial<RawResource> = {},
): RawResource => ({
  urn: `urn:pulumi:dev::site::${type}::${name}`,
  type,
  props,
  ...rest,
});
const definition = (name: string, props: object) =>
  resource("aws:ecs/taskDefinition:TaskDefinition", name, { arn: `arn:${name}:1`, family: name, ...props });
const service = (props: object, rest: Partial<RawResource> = {}) =>
  resource("aws:ecs/service:Service", "app", { launchType: "FARGATE", desiredCount: 2, ...props }, rest);

describe("the monthly costs of Fargate tasks", () => {
  const small = definition("small", { cpu: "256", memory: "512" });
  const large = definition("large", {
    cpu: "1 vCPU",
    memory: "2 GB",
    runtimePlatform: { cpuArchitecture: "ARM64" },
  });

  it("are those of the vCPUs and the memory of as many tasks as a service wants", () => {
    const { rows, notCounted } = monthlyCosts([
      small,
      large,
      service({ taskDefinition: "arn:small:1" }),
      service({ taskDefinition: "large", desiredCount: 3 }),
      resource("aws:ecs/cluster:Cluster", "cluster", {}),
    ]);
    assert.deepEqual(
      rows.map(({ what, number, unitPrice, month }) => [what, number, unitPrice, month]),
      [
        ["Fargate vCPU", 0.5, 0.04048, 14.78],
        ["Fargate memory, GB", 1, 0.004445, 3.24],
        ["Fargate vCPU, Arm", 3, 0.03238, 70.91],
        ["Fargate memory, GB, Arm", 6, 0.00356, 15.59],
      ],
    );
    assert.deepEqual(notCounted, []);
  });

  it("follow the engine's record of the task definition while its ARN is unknown", () => {
    const propertyDependencies = { taskDefinition: [large] };
    const [found] = tasksOf([small, large, service({}, { propertyDependencies })]);
    assert.deepEqual(found, { number: 2, size: { vcpus: 1, gigabytes: 2, isArm: true } });
    assert.equal(tasksOf([small, service({})])[0]?.size?.vcpus, 0.25);
    const spot = {
      launchType: undefined,
      capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT" }],
    };
    assert.equal(tasksOf([small, service(spot)]).length, 1);
  });

  it("are named as not counted where the size is unknown, or the tasks run on instances", () => {
    assert.deepEqual(monthlyCosts([service({ taskDefinition: "arn:elsewhere:1" })]).notCounted, [
      "Fargate tasks whose size is not known",
    ]);
    assert.deepEqual(monthlyCosts([small, service({ launchType: "EC2" })]).notCounted, [
      "aws:ecs/service:Service",
    ]);
  });
});
