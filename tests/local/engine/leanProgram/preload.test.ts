/** The preload of local runs acts on the program that Pulumi's SDK runs, and on no other process. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { engineEnvironment, localFolder } from "../../../../local/engine/environment";

const run = promisify(execFile);

/** The environment that every process of a local run has; it hands on what the user set. */
const env = engineEnvironment(
  { ...process.env, NODE_OPTIONS: "--title=mine" },
  localFolder("/srv/project/.local"),
  { awsPort: 1, randomPort: 1 },
  "/engine",
);

/** Writes a copy of Pulumi's SDK of which each script prints whether its log was replaced, and Node's title. */
function writeSdk(folder: string): string {
  const sdk = join(folder, "node_modules", "@pulumi", "pulumi");
  const print = `const log = require("@pulumi/pulumi/log");
    process.stdout.write(JSON.stringify([log.debug !== log.original, process.title]));`;
  const files = {
    "log/index.js": "exports.debug = exports.original = async () => {};",
    "runtime/debuggable.js": "",
    "cmd/run/index.js": print,
    "cmd/run-policy-pack/index.js": print,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(sdk, name)), { recursive: true });
    writeFileSync(join(sdk, name), text);
  }
  return sdk;
}

describe("The preload of local runs", () => {
  let sdk: string;
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lean-program-"));
    sdk = writeSdk(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  const printed = async (script: string): Promise<unknown> => {
    const { stdout } = await run(process.execPath, [join(sdk, "cmd", script)], { cwd: folder, env });
    return JSON.parse(stdout);
  };

  it("lightens the program's own copy of the SDK in the process that runs the program", async () => {
    assert.deepEqual(await printed("run"), [true, "mine"]);
  });

  it("leaves the SDK alone in a process that runs no program, such as a policy pack", async () => {
    assert.deepEqual(await printed("run-policy-pack"), [false, "mine"]);
  });
});
