import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalStack, removedAfterTests } from "../support/localStack";

const rule = "secure-paths-need-trusted-key-groups";

/** Returns the findings on secure paths that the engine printed: level, resource and text of each. */
function findingsIn(output: string): string[] {
  const pattern = new RegExp(`- \\[(\\w+)\\][^\\n]*${rule}  \\(\\S+: (\\S+)\\)\\n[^\\n]*\\n *([^\\n]*)`, "g");
  return [...output.matchAll(pattern)].map(([, level, name, text]) => `${level} ${name}: ${text}`).sort();
}

const violations = [
  'mandatory desk-edge-distribution: orderedCacheBehaviors[1].trustedKeyGroups: /reports/a is served without a signature by behavior #1 "/reports/*".',
  'mandatory shop-edge-distribution: orderedCacheBehaviors[0].trustedKeyGroups: /premium/a.jpg is served without a signature by behavior #0 "*.jpg".',
];

describe("the paths that a program declares, on the real engine", () => {
  const stack = removedAfterTests(
    new LocalStack("dev", join(__dirname, "programs", "two-sites")).withProgramHost(),
  );
  const mistakes = () => stack.configured((text) => text.replace("mistakes: false", "mistakes: true"));

  it("are checked by the pack for each of two sites, in preview and without options", async () => {
    const run = await stack.preview();
    assert.equal(run.code, 0, run.output);
    assert.deepEqual(findingsIn(run.output), []);
  });

  it("are compared with the result of a transform, which reverses the order or removes key groups", async () => {
    const run = await stack.preview(...mistakes());
    assert.notEqual(run.code, 0, run.output);
    assert.deepEqual(findingsIn(run.output), violations);
  });

  it("are in the state, so that policy analyze finds what the preview found", async () => {
    await stack.up(...mistakes());
    const run = await stack.pulumi("policy", "analyze", "--policy-pack", "policy");
    assert.notEqual(run.code, 0, run.output);
    assert.deepEqual(findingsIn(run.output), violations);
  });

  it("are not checked under a misspelt policy name: the engine stops with one line", async () => {
    const file = join(stack.folder.root, "config.json");
    writeFileSync(file, JSON.stringify({ "secure-path-needs-trusted-key-groups": "disabled" }));
    const run = await stack.preview("--policy-pack-config", file);
    assert.notEqual(run.code, 0, run.output);
    assert.match(
      run.output,
      /: unknown policy secure-path-needs-trusted-key-groups; did you mean secure-paths-need-trusted-key-groups\?\n/,
    );
    assert.doesNotMatch(run.output, / {4}at /);
  });
});
