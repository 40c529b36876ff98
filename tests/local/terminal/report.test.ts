import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../../../local/run/project";

/** Ends a process of its own with an error, as the local commands end. */
function endWith(error: string) {
  const report = JSON.stringify(join(projectFolder, "local", "terminal", "report"));
  const userError = JSON.stringify(join(projectFolder, "local", "terminal", "userError"));
  const program = `
    const { UserError } = require(${userError});
    require(${report}).reportingErrors(async () => { throw ${error}; });`;
  const args = ["-r", "ts-node/register/transpile-only", "-e", program];
  const env = { ...process.env, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: projectFolder,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

describe("an error of a local command", () => {
  it("is one line, with control characters of what it quotes by their numbers", () => {
    assert.deepEqual(endWith(String.raw`new UserError("no stack \u001b[2J\u202edev")`), {
      status: 1,
      stdout: "",
      stderr: String.raw`error: no stack \u001b[2J\u202edev` + "\n",
    });
  });

  it("keeps its stack where it is a defect, with the characters shown the same way", () => {
    const { status, stderr } = endWith(String.raw`new Error("a\u009bb")`);
    assert.equal(status, 1);
    assert.match(stderr, /^error: Error: a\\u009bb\n {4}at /);
  });
});
