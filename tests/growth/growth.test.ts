import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** How many blocks may be run once more or less, such as those of what is computed at first use. */
const slackOf = (blocks: number): number => 50 + 0.01 * blocks;

describe("the work of pack, explain-stack, review and verifier", () => {
  it("grows at most in proportion to the size of what they read, by the blocks of code that are run", () => {
    // In a process of its own, which counts from before the code is loaded.
    const preloaded = ["ts-node/register/transpile-only", join(root, "tests/support/work.ts")];
    const output = execFileSync(
      process.execPath,
      [...preloaded.flatMap((file) => ["-r", file]), join(__dirname, "measure.ts")],
      { cwd: root, encoding: "utf8", maxBuffer: 1024 * 1024 },
    );
    const counts = Object.entries(JSON.parse(output) as Record<string, [number, number, number]>);
    assert.ok(counts.length > 50);
    // From twice the size to four times, twice as many are added as from once to twice; four times as many if each part is
    // compared with each.
    const beyond = counts.filter(([, [one, two, four]]) => four - two > 2.15 * (two - one) + slackOf(one));
    assert.deepEqual(beyond, []);
  }).timeout(240_000);
});
