/** Verdicts of the checks that call EC2 and Elastic Load Balancing, over HTTP. */
import assert from "node:assert/strict";
import { bootsInTime } from "../../../smoke/checks/bootScript";
import { CLOSED, leftoversGoInTime } from "../../../smoke/checks/vpcOrigin";
import { type Answer, type QueryApi, startQueryApi } from "../support/queryApi";
import { rig } from "../support/rig";

const set = (name: string, items: readonly string[]): string =>
  `<${name}>${items.map((item) => `<item>${item}</item>`).join("")}</${name}>`;

const instances =
  (...launched: Date[]): Answer =>
  () => {
    const all = launched.map(
      (time, index) => `<instanceId>i-${index}</instanceId><launchTime>${time.toISOString()}</launchTime>`,
    );
    return `<DescribeInstancesResponse>${set("reservationSet", [set("instancesSet", all)])}</DescribeInstancesResponse>`;
  };

const health =
  (...states: string[]): Answer =>
  () => {
    const state = states.length > 1 ? states.shift() : states[0];
    const reason = state === "healthy" ? "" : "<Reason>Target.FailedHealthChecks</Reason>";
    const target = `<member><TargetHealth><State>${state}</State>${reason}</TargetHealth></member>`;
    return `<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>${target}</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>`;
  };

const groups =
  (...ids: string[]): Answer =>
  () =>
    `<DescribeSecurityGroupsResponse>${set(
      "securityGroupInfo",
      ids.map((id) => `<groupId>${id}</groupId>`),
    )}</DescribeSecurityGroupsResponse>`;

const interfaces =
  (...ids: string[]): Answer =>
  () =>
    `<DescribeNetworkInterfacesResponse>${set(
      "networkInterfaceSet",
      ids.map((id) => `<networkInterfaceId>${id}</networkInterfaceId>`),
    )}</DescribeNetworkInterfacesResponse>`;

const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1000);

describe("checks that call EC2 and Elastic Load Balancing", () => {
  let api: QueryApi | undefined;
  const before = { ...process.env };
  /** Directs this process's AWS clients to the stand-in. */
  const answering = async (answers: Record<string, Answer>): Promise<QueryApi> => {
    api = await startQueryApi(answers);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: api.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
    return api;
  };
  afterEach(async () => {
    await api?.close();
    for (const name of ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) {
      if (before[name] === undefined) {
        Reflect.deleteProperty(process.env, name);
      } else {
        process.env[name] = before[name];
      }
    }
  });

  describe("boot-script", () => {
    const outputs = { targetGroupArns: ["arn:public", "arn:signed"], scalingGroupName: "smoke" };

    it("passes when the one instance is healthy on both ports within the grace period", async () => {
      await answering({
        DescribeInstances: instances(ago(60)),
        DescribeTargetHealth: health("initial", "initial", "healthy"),
      });
      const { outcome, seen } = await bootsInTime(rig({ outputs }));
      assert.equal(outcome, "pass", seen);
      assert.match(seen, /^healthy on both ports at most \d+ s after launch; grace is 180 s$/);
    });

    it("fails when it becomes healthy later", async () => {
      await answering({ DescribeInstances: instances(ago(200)), DescribeTargetHealth: health("healthy") });
      assert.equal((await bootsInTime(rig({ outputs }))).outcome, "fail");
    });

    it("fails when the group has replaced an instance, or none becomes healthy", async () => {
      const never = { DescribeTargetHealth: health("unhealthy") };
      const standIn = await answering({ ...never, DescribeInstances: instances(ago(400), ago(10)) });
      assert.deepEqual(await bootsInTime(rig({ outputs })), {
        outcome: "fail",
        seen: "the group replaced an unhealthy instance: no target was registered",
      });
      await standIn.close();
      await answering({ ...never, DescribeInstances: instances(ago(60)) });
      const state = "unhealthy (Target.FailedHealthChecks)";
      assert.deepEqual(await bootsInTime(rig({ outputs })), {
        outcome: "fail",
        seen: `not healthy after 900 s: ${state}, ${state}`,
      });
    });
  });

  describe("vpc-origin-leftovers", () => {
    const deployed = (ok: boolean) => ({
      outputs: { vpcId: "vpc-1" },
      deploy: (settings: object) => {
        assert.deepEqual(settings, CLOSED);
        return Promise.resolve({ ok, output: "" });
      },
    });

    it("passes when the interfaces and their group are gone", async () => {
      const looks = [groups("sg-1"), groups("sg-1"), groups()];
      const left = [interfaces("eni-1"), interfaces()];
      await answering({
        DescribeSecurityGroups: (form) => {
          assert.equal(form.get("Filter.1.Value.1"), "vpc-1");
          return (looks.shift() ?? groups())(form);
        },
        DescribeNetworkInterfaces: (form) => (left.shift() ?? interfaces())(form),
      });
      const { outcome, seen } = await leftoversGoInTime(rig(deployed(true)));
      assert.equal(outcome, "pass", seen);
      assert.match(seen, /^interfaces gone after \d+ s, the service group after \d+ s$/);
    });

    it("fails when they remain", async () => {
      await answering({
        DescribeSecurityGroups: groups("sg-1"),
        DescribeNetworkInterfaces: interfaces("eni-1"),
      });
      const { outcome, seen } = await leftoversGoInTime(rig(deployed(true)));
      assert.equal(outcome, "fail");
      assert.match(seen, /^interfaces still there, the service group still there, after \d+ s$/);
    });

    it("cannot tell when the VPC origin cannot be deleted", async () => {
      assert.deepEqual(await leftoversGoInTime(rig(deployed(false))), {
        outcome: "cannot tell",
        seen: "the VPC origin could not be deleted",
      });
    });
  });
});
