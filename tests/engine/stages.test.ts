/** The two stages of docs/guides/first-deployment.md, on the real engine. */
import assert from "node:assert/strict";
import { parse, stringify } from "yaml";
import { checkStack } from "../../local/run/checkStack";
import { packConfiguration } from "../../local/run/stackUp";
import { LocalStack } from "../support/localStack";

/** The settings that the first stage leaves out. */
const later = ["logs", "webAcl", "alarms", "deletionProtection"];

describe("the prod stack, deployed in two stages", () => {
  const stack = new LocalStack("prod").withProgramHost();
  const policies = (of: string) => ["--policy-pack-config", packConfiguration(of)];
  after(() => stack.remove());

  /** The stack's file without some settings, and with others changed. */
  const file = (left: readonly string[], changes: object = {}) =>
    stack.configured((text) => {
      const { config } = parse(text) as { config: Record<string, unknown> };
      const kept = Object.entries(config).filter(
        ([key]) => !left.includes(key.replace("secure-origin:", "")),
      );
      return stringify({ config: { ...Object.fromEntries(kept), ...changes } });
    });

  it("comes up as the core, with nothing that keeps it from being taken down", async () => {
    await stack.upWithPack(...policies("dev"), ...file(later));
    assert.deepEqual(checkStack(await stack.outputs(), stack.account()), []);
    assert.ok(!stack.types().some((type) => /^aws:(cloudwatch|sns)\/(?!topic:|logGroup:)/.test(type)));
    assert.ok(stack.account().resources.every(({ outputs }) => outputs.enableDeletionProtection !== true));
  });

  it("gets logs, web ACL, alarms and protection in a second update, and keeps what it has", async () => {
    const before = await stack.outputs();
    await stack.upWithPack(...policies("prod"), ...file([], { "secure-origin:webAcl": { action: "count" } }));
    const outputs = await stack.outputs();
    assert.deepEqual(checkStack(outputs, stack.account()), []);
    assert.deepEqual(
      [outputs.distributionId, outputs.albArn, outputs.vpcOriginId],
      [before.distributionId, before.albArn, before.vpcOriginId],
    );
    assert.ok(outputs.webAclArn !== undefined && outputs.logGroupName !== undefined);
    assert.ok(stack.account().resources.some(({ outputs: made }) => made.enableDeletionProtection === true));
  });
});
