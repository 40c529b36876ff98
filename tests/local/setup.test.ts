import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFolder } from "../../local/run/project";

describe("the set-up", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-setup-"));
  const home = join(folder, "home");
  const env = { ...process.env, HOME: home };
  after(() => rmSync(folder, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  before("a project whose dependency declares a Node that nobody has yet", () => {
    const dependencies = { sdk: "file:sdk" };
    write("package.json", JSON.stringify({ name: "project", engines: { node: ">=20.19" }, dependencies }));
    write("sdk/package.json", JSON.stringify({ name: "sdk", version: "1.0.0", engines: { node: ">=999" } }));
    for (const built of ["policy", "cli", "app", "plugin"]) {
      write(`${built}/build.js`, "");
    }
    for (const source of ["components", "signer"]) {
      mkdirSync(join(folder, source));
    }
    write("tools/compileAhead.js", 'require("node:fs").writeFileSync("compiled", "");');
    for (const file of ["setup.js", "nodeVersion.js", "builtSources.js"]) {
      cpSync(join(projectFolder, "local", file), join(folder, "local", file));
    }
    write("home/.npmrc", "audit=false\noffline=true\n");
    execFileSync("npm", ["install", "--package-lock-only", "--loglevel=error"], { cwd: folder, env });
    write("home/.npmrc", "audit=false\noffline=true\nengine-strict=true\n");
  });

  it("installs packages that declare a newer Node, without npm's warning, even if npm is told to refuse them", () => {
    const refused = spawnSync("npm", ["ci"], { cwd: folder, env, encoding: "utf8" });
    assert.match(refused.stderr, /EBADENGINE/);
    const run = spawnSync(process.execPath, ["local/setup.js"], { cwd: folder, env, encoding: "utf8" });
    assert.equal(run.status, 0, run.stderr);
    assert.doesNotMatch(run.stderr, /EBADENGINE|warn/);
    assert.ok(existsSync(join(folder, "node_modules", "sdk", "package.json")));
    assert.ok(existsSync(join(folder, "compiled")));
  });
});
