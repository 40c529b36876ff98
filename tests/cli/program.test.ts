import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { version } from "../../package.json";

const entry = join(__dirname, "..", "..", "cli", "secure-origin.js");

/** Runs the command as a shell would. */
function secureOrigin(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the secure-origin command", () => {
  it("prints its version on standard output", () => {
    assert.deepEqual(secureOrigin("--version"), { status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("prints its help, with the exit codes, and ends well", () => {
    for (const args of [["--help"], []]) {
      const run = secureOrigin(...args);
      assert.equal(run.status, 0);
      assert.match(run.stdout, /^Usage: secure-origin/);
      for (const line of [
        "0  done",
        "1  failed",
        "2  the command line is wrong",
        "3  the answer is deny",
        "4  unknown",
      ]) {
        assert.ok(run.stdout.includes(line), line);
      }
    }
  });

  it("refuses an unknown flag with exit code 2 and a suggestion", () => {
    const run = secureOrigin("--versio");
    assert.equal(run.status, 2);
    assert.equal(run.stdout, "");
    assert.match(run.stderr, /^secure-origin: unknown option '--versio'\n\(Did you mean --version\?\)\n$/);
  });

  it("refuses an unknown command with exit code 2", () => {
    const run = secureOrigin("sing");
    assert.equal(run.status, 2);
    assert.match(run.stderr, /^secure-origin: /);
  });
});
