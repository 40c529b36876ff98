/** A policy pack loads TypeScript only if it is written in it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { version } from "typescript";
import { projectFolder } from "../../../../local/run/project";

const run = promisify(execFile);
const preload = join(projectFolder, "local", "engine", "leanProgram", "preload.js");
const script = join(projectFolder, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack", "index.js");

/** What the pack prints: whether the compiler waits, its version, and a constant of the pack. */
const print = `
const { isProxy } = require("node:util/types");
const sdk = require("node:module").createRequire(require.resolve("@pulumi/pulumi"));
const waits = isProxy(sdk("typescript"));
console.log(JSON.stringify({ waits, version: sdk("typescript").version, level }));
process.exit(0);`;

describe("The compiler of a policy pack", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "secure-origin-pack-"));
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs a pack of these files, whose main file is `index.js` or `index.ts`, by the SDK's own script. */
  const printed = async (files: Readonly<Record<string, string>>): Promise<unknown> => {
    for (const [name, text] of Object.entries({ "package.json": "{}", ...files })) {
      writeFileSync(join(folder, name), text);
    }
    const { stdout } = await run(process.execPath, ["--require", preload, script, "127.0.0.1:1", folder], {
      cwd: folder,
    });
    return JSON.parse(stdout);
  };
  it("waits while a pack in JavaScript is loaded, and answers its version", async () => {
    const pack = { "index.js": `const level = 1;${print}` };
    assert.deepEqual(await printed(pack), { waits: true, version, level: 1 });
  });

  it("compiles a pack in TypeScript, with all its files", async () => {
    const pack = {
      "index.ts": `import { Level } from "./level";\ndeclare const require: any, console: any, process: any;
        const level: number = Level.High;${print}`,
      "level.ts": "export enum Level { Low, High }",
    };
    assert.deepEqual(await printed(pack), { waits: false, version, level: 1 });
  });

  it("is loaded at once where a tsconfig.json may have JavaScript compiled", async () => {
    const pack = { "index.js": `const level = 1;${print}`, "tsconfig.json": "{}" };
    assert.deepEqual(await printed(pack), { waits: false, version, level: 1 });
  });
});
