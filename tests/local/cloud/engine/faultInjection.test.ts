import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inEffect, readAccount } from "../../../../local/cloud";
import { FaultInjection } from "../../../../local/cloud/engine/faultInjection";
import { distribution, Site } from "../support/site";
import { useCloud } from "../support/useCloud";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const RULE = "aws:lb/listenerRule:ListenerRule";
const VPC = "aws:ec2/vpc:Vpc";
const vpc = { cidrBlock: "10.0.0.0/16" };

/** A target group, a listener and a rule that sends one header value on. */
async function rule(site: Site) {
  const { alb, vpc: network } = await site.balancer();
  const target = await site.make("lb/targetGroup:TargetGroup", {
    port: 80,
    protocol: "HTTP",
    vpcId: network.id,
  });
  const listener = await site.make("lb/listener:Listener", {
    loadBalancerArn: alb.id,
    port: 80,
    protocol: "HTTP",
    defaultActions: [
      { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "403" } },
    ],
  });
  const inputs = (value: string) => ({
    listenerArn: listener.id,
    priority: 1,
    actions: [{ type: "forward", targetGroupArn: target.id }],
    conditions: [{ httpHeader: { httpHeaderName: "X-From", values: [value] } }],
  });
  return { inputs, made: await site.make("lb/listenerRule:ListenerRule", inputs("one")) };
}

describe("fault injection in the local cloud", () => {
  const cloud = useCloud();

  const setFaults = (given: object) =>
    writeFileSync(join(cloud.engine.dir, "faults.json"), JSON.stringify(given));
  const history = () =>
    readFileSync(join(cloud.engine.dir, "history.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { outcome: string; code?: string });
  /** The values that a rule accepts, as the load balancer acts at a moment so many seconds from now. */
  const accepted = (seconds: number) => {
    const file = readAccount(cloud.engine.dir);
    assert.ok(file !== undefined);
    const found = inEffect(file, Date.now() + 1000 * seconds).filter(({ type }) => type === RULE);
    return found.map(({ outputs }) => JSON.stringify(outputs.conditions).match(/"values":\["(\w+)"\]/)?.[1]);
  };

  it("lets a changed listener rule act later than AWS has answered", async () => {
    const { made, inputs } = await rule(cloud.site);
    setFaults({ delays: { [RULE]: 60 } });
    const updated = await cloud.engine.update(made, inputs("two"));
    assert.deepEqual(accepted(0), ["one"]);
    assert.deepEqual(accepted(61), ["two"]);
    await cloud.engine.update(updated, inputs("three"));
    assert.deepEqual(accepted(0), ["one"], "what acted before the first of two changes acts on");
    await cloud.engine.delete(updated);
    assert.equal(accepted(0).length, 1, "a deleted rule acts on");
    assert.deepEqual(accepted(61), []);
  });

  it("answers for a distribution when it is deployed, and calls it in progress until then", async () => {
    setFaults({ delays: { [DISTRIBUTION]: 0.4 } });
    let answered = false;
    const context = cloud.engine.create(DISTRIBUTION, "d", distribution()).then((made) => {
      answered = true;
      return made;
    });
    const standing = () => readAccount(cloud.engine.dir)?.resources.find(({ type }) => type === DISTRIBUTION);
    while (standing() === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal(answered, false);
    const { id = "", outputs = {}, inputs = {} } = standing() ?? {};
    assert.equal(
      (await cloud.engine.read({ type: DISTRIBUTION, name: "d", id, inputs, outputs }))?.status,
      "InProgress",
    );
    assert.equal((await context).outputs.status, "Deployed");
  });

  it("fails an operation before it is done, as often as told and no more", async () => {
    setFaults({
      faults: [{ type: "aws:ec2/*", operation: "create", skip: 1, code: "RequestLimitExceeded" }],
    });
    await cloud.engine.create(VPC, "first", vpc);
    await assert.rejects(cloud.engine.create(VPC, "second", vpc), /RequestLimitExceeded.*told to fail/);
    await cloud.engine.create(VPC, "third", vpc);
    assert.equal(readAccount(cloud.engine.dir)?.resources.filter(({ type }) => type === VPC).length, 2);
    assert.deepEqual(
      history().map(({ code }) => code),
      [undefined, "RequestLimitExceeded", undefined],
    );
    assert.deepEqual(JSON.parse(readFileSync(join(cloud.engine.dir, "faults.json"), "utf8")), {
      delays: {},
      faults: [],
    });
  });

  it("loses the answer of an operation that was done", async () => {
    setFaults({ faults: [{ type: VPC, operation: "create", when: "after" }] });
    await assert.rejects(cloud.engine.create(VPC, "lost", vpc), /InternalFailure/);
    assert.equal(readAccount(cloud.engine.dir)?.resources.length, 1);
    assert.deepEqual(
      history().map(({ outcome }) => outcome),
      ["done"],
    );
  });
});

describe("the settings of fault injection", () => {
  const dir = mkdtempSync(join(tmpdir(), "faults-"));
  after(() => rmSync(dir, { recursive: true }));

  it("may come from the environment, for one run", () => {
    const given = { delays: { [RULE]: 1 }, faults: [{ type: VPC, operation: "delete" }] };
    const faults = new FaultInjection(dir, { SECURE_ORIGIN_FAULTS: JSON.stringify(given) });
    const operation = {
      type: VPC,
      operation: "delete" as const,
      call: { service: "EC2", operation: "DeleteVpc" },
    };
    assert.equal(faults.delay(RULE), 1000);
    assert.throws(() => faults.inject(operation, "before"), /InternalFailure/);
    assert.doesNotThrow(() => faults.inject(operation, "before"));
    assert.equal(existsSync(join(dir, "faults.json")), false);
  });

  it("are refused in one line when they are wrong", () => {
    const given = (text: string) => () => new FaultInjection(dir, { SECURE_ORIGIN_FAULTS: text });
    assert.throws(given("{"), /^Error: SECURE_ORIGIN_FAULTS is not JSON\.$/);
    assert.throws(given('{"delay":{}}'), /SECURE_ORIGIN_FAULTS: .*delay/);
    assert.throws(given('{"faults":[{"type":"aws:*","operation":"remove"}]}'), /faults\.0\.operation/);
  });
});
