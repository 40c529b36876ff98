import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkStack } from "../../local/run/checkStack";
import { projectFolder } from "../../local/run/project";
import { LocalStack, removedAfterTests } from "../support/localStack";

describe("the components in a program in YAML", () => {
  const stack = removedAfterTests(
    new LocalStack("dev", join(projectFolder, "examples", "yaml")).withoutCheckpoints(),
  );

  it("pass the policy pack in preview and are created, as a plugin that the engine starts from their folder", async () => {
    // One command for both, because each start of the engine takes seconds.
    const run = await stack.pulumi("up", "--yes", "--non-interactive", "--policy-pack", "policy");
    assert.equal(run.code, 0, run.output);
    assert.doesNotMatch(run.output, /no secure paths are given/);
    assert.match(run.output, /Previewing update[\s\S]*secure-origin:index:SecureOrigin site[\s\S]*Updating/);
    // On a new machine this builds the engine's YAML host first.
  }).timeout(600_000);

  it("declare their secure paths to the pack, as policy analyze shows when an option makes one of them public", async () => {
    const config = join(stack.folder.root, "config.json");
    const analyze = (...more: string[]) =>
      stack.pulumi("policy", "analyze", "--policy-pack", "policy", ...more);
    const { code, output } = await analyze();
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /no secure paths are given/);
    writeFileSync(config, JSON.stringify({ "pack-settings": { options: { publicPaths: ["/premium/*"] } } }));
    assert.match(
      (await analyze("--policy-pack-config", config)).output,
      /\[mandatory\].*secure-paths-need-trusted-key-groups .*: site-edge-distribution\)\n.*\n *orderedCacheBehaviors: the option publicPaths makes all of the secure path \/premium\/\* public\./,
    );
  });

  it("have the same outputs as in TypeScript", async () => {
    const outputs = await stack.outputs();
    assert.equal(outputs.url, "https://members.example.com");
    assert.deepEqual(checkStack(outputs, stack.account()), []);
    const [distribution] = stack
      .account()
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
