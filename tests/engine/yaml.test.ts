import assert from "node:assert/strict";
import { join } from "node:path";
import { checkStack } from "../../local/check";
import { projectFolder } from "../../local/project";
import { LocalStack } from "../support/localStack";

describe("the components in a program in YAML", () => {
  const stack = new LocalStack("dev", join(projectFolder, "examples", "yaml"));
  after(() => stack.remove());

  it("pass the policy pack in preview and come up, as a plugin that the engine starts from their folder", async () => {
    // Both at once: the plugin, whose types Pulumi checks each time, is started once for the two.
    const run = await stack.pulumi("up", "--yes", "--non-interactive", "--policy-pack", "policy");
    assert.equal(run.code, 0, run.output);
    assert.match(run.output, /Previewing update[\s\S]*secure-origin:index:SecureOrigin site[\s\S]*Updating/);
    // A new machine builds the engine's part for YAML first.
  }).timeout(600_000);

  it("are the same as in TypeScript: the outputs name what is there", async () => {
    const outputs = await stack.outputs();
    assert.equal(outputs.url, "https://members.example.com");
    assert.deepEqual(checkStack(outputs, stack.world()), []);
    const [distribution] = stack
      .world()
      .resources.filter(({ type }) => type === "aws:cloudfront/distribution:Distribution");
    const behaviors = distribution?.inputs.orderedCacheBehaviors as {
      pathPattern: string;
      trustedKeyGroups?: string[];
    }[];
    const signed = behaviors.filter(({ trustedKeyGroups }) => trustedKeyGroups?.[0] === outputs.keyGroupId);
    assert.deepEqual(
      signed.map(({ pathPattern }) => pathPattern),
      ["/premium/*", "/downloads/*", "/secure/*"],
    );
  });
});
