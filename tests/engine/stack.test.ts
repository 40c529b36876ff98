import assert from "node:assert/strict";
import { checkStack } from "../../local/check";
import { LocalStack } from "../support/localStack";

for (const name of ["dev", "prod"]) {
  describe(`the ${name} stack on the real engine`, () => {
    const stack = new LocalStack(name);
    after(() => stack.remove());

    it("passes the policy pack in preview, before anything exists", async () => {
      const run = await stack.preview();
      assert.equal(run.code, 0, run.output);
      assert.ok(!run.output.includes("[mandatory]"), run.output);
    });

    it("comes up with the pack, and is what its outputs say", async () => {
      await stack.up();
      assert.deepEqual(checkStack(await stack.outputs(), stack.world()), []);
    });

    it("shows no change in a second preview", async () => {
      const run = await stack.preview("--expect-no-changes");
      assert.equal(run.code, 0, run.output);
    });

    it("shows no secret in its outputs", async () => {
      const secrets = stack
        .world()
        .resources.filter(({ type }) => type === "aws:cloudfront/distribution:Distribution")
        .flatMap(({ outputs }) => JSON.stringify(outputs.origins).match(/\b[0-9a-f]{64}\b/g) ?? []);
      assert.equal(new Set(secrets).size, 2, "the two tiers have two secrets");
      const shown = (await stack.pulumi("stack", "output", "--json", "--show-secrets")).output;
      const exported = (await stack.pulumi("stack", "export")).output;
      for (const secret of secrets) {
        assert.ok(!shown.includes(secret), "in an output");
        assert.ok(!exported.includes(secret), "in the state");
      }
    });
  });
}

describe("the protected prod stack", () => {
  const stack = new LocalStack("prod");
  after(() => stack.remove());

  it("refuses to be taken down until its protection is taken off, and then leaves nothing", async () => {
    await stack.up();
    const before = stack.types();
    const refused = await stack.pulumi("destroy", "--yes", "--non-interactive");
    assert.notEqual(refused.code, 0);
    assert.match(refused.output, /members-edge-distribution" cannot be deleted\s+because it is protected/);
    assert.deepEqual(stack.types(), before, "nothing is taken down half-way");
    await stack.up(
      ...stack.configured((text) => text.replace("deletionProtection: true", "deletionProtection: false")),
    );
    await stack.destroy();
    assert.deepEqual(stack.types(), []);
  });
});

describe("a changed configuration of the dev stack", () => {
  const stack = new LocalStack("dev");
  after(() => stack.remove());
  before(async () => {
    await stack.up();
  });

  it("is applied by one up, and only where it changed", async () => {
    const before = await stack.outputs();
    const change = stack.configured((text) => text.replace("headerGeneration: 1", "headerGeneration: 2"));
    const run = await stack.up(...change);
    const after = await stack.outputs();
    assert.equal(after.headerGeneration, 2);
    assert.notDeepEqual(after.headerFingerprints, before.headerFingerprints);
    assert.equal(after.distributionId, before.distributionId);
    assert.ok(!/ replaced /.test(run.output), run.output);
    assert.equal((await stack.preview("--expect-no-changes", ...change)).code, 0);
  });

  it("is taken down without a trace in the local cloud", async () => {
    await stack.destroy();
    assert.deepEqual(stack.types(), []);
  });
});
