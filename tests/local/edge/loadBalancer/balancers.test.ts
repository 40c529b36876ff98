import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import type { LocalInstance } from "../../../../local/edge";
import type { Peer } from "../../../../local/edge/hop";
import { Balancers } from "../../../../local/edge/loadBalancer/balancers";
import type { StackView } from "../../../../local/edge/stackView/model";
import { EchoApp, type Seen } from "../support/app";
import { balancer, groups, listener, rule, targetGroup } from "../support/plainView";

const peer: Peer = { name: "CloudFront", groups: [], isCloudFront: true };
const joined = {
  "sg-balancer": { egress: [rule({ kind: "group", id: "sg-instances" }, 8443)] },
  "sg-instances": { ingress: [rule({ kind: "group", id: "sg-balancer" }, 8443)] },
};

describe("a load balancer with two instances", () => {
  let apps: EchoApp[];
  let balancers: Balancers;
  let registered: LocalInstance[];
  const view = (given: Parameters<typeof groups>[0] = joined, instances = 2) =>
    ({
      groups: groups(given),
      targetGroups: new Map([["arn:targets", targetGroup({ targets: instances })]]),
    }) as unknown as StackView;
  const forward = listener({
    rules: [
      {
        priority: 1,
        conditions: [{ kind: "path", values: ["*"] }],
        action: { kind: "forward", targetGroupArn: "arn:targets" },
      },
    ],
  });
  const ask = async (of = view(), headers: [string, string][] = []) => {
    const request = {
      method: "GET",
      target: "/a",
      headers,
      body: undefined,
      signal: new AbortController().signal,
    };
    const answer = await balancers.answer(of, balancer(), forward, request, peer);
    return {
      ...answer,
      text: Buffer.isBuffer(answer.body) ? answer.body.toString() : await text(answer.body),
    };
  };
  const eventually = async (what: () => Promise<boolean>): Promise<void> => {
    while (!(await what())) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  beforeEach(async () => {
    apps = [await EchoApp.start("i-1"), await EchoApp.start("i-2")];
    registered = apps.map(({ instance }) => instance);
    balancers = new Balancers((group) => registered.slice(0, group.targets), 20);
    await balancers.watch(view());
  });
  afterEach(async () => {
    await balancers.close();
    await Promise.all(apps.map((app) => app.stop()));
  });

  it("asks them in turn", async () => {
    const targets = [(await ask()).note.target, (await ask()).note.target];
    assert.deepEqual(targets.sort(), ["i-1:8443", "i-2:8443"]);
  });

  it("leaves out one that fails its checks, and takes it back when it is fit", async () => {
    const [first] = apps;
    assert.ok(first !== undefined);
    first.healthy = false;
    const asked = async (): Promise<Set<string | undefined>> =>
      new Set([(await ask()).note.target, (await ask()).note.target]);
    await eventually(async () => !(await asked()).has("i-1:8443"));
    first.healthy = true;
    await eventually(async () => (await asked()).has("i-1:8443"));
  });

  it("asks one that is taken out no more, and tells of one that was put in when it is fit", async () => {
    const [first, second] = registered;
    registered = [first ?? assert.fail()];
    const targets = [(await ask()).note.target, (await ask()).note.target];
    assert.deepEqual(targets, ["i-1:8443", "i-1:8443"]);
    assert.equal(balancers.isHealthy(view(), "i-2"), false);
    registered.push(second ?? assert.fail());
    await eventually(async () => Promise.resolve(balancers.isHealthy(view(), "i-2")));
  });

  it("tries all of them when none is fit", async () => {
    for (const app of apps) {
      app.healthy = false;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await ask()).status, 200);
  });

  it("answers 503 without targets, 502 when one does not answer", async () => {
    assert.equal((await ask(view(joined, 0))).status, 503);
    await Promise.all(apps.map((app) => app.stop()));
    assert.equal((await ask()).status, 502);
  });

  it("cannot pass a security group that does not let it through, in or out", async () => {
    for (const closed of ["sg-balancer", "sg-instances"]) {
      const answer = await ask(view({ ...joined, [closed]: {} }));
      assert.equal(answer.status, 504);
      assert.equal(answer.note.hop, "network");
    }
  });

  it("writes its own forwarding headers and drops names that are not valid", async () => {
    const answer = await ask(view(), [
      ["X-Forwarded-Proto", "http"],
      ["X-Forwarded-For", "192.0.2.1"],
      ["X_From_CloudFront", "guess"],
    ]);
    const { headers } = JSON.parse(answer.text) as Seen;
    const of = (wanted: string): string[] =>
      headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
    assert.deepEqual(of("x-forwarded-proto"), ["https"]);
    assert.deepEqual(of("x-forwarded-for"), ["192.0.2.1, 130.176.0.1"]);
    assert.deepEqual(of("x_from_cloudfront"), []);
    assert.match(of("x-amzn-trace-id").join(), /^Root=1-/);
  });
});
