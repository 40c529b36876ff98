import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { LocalStack, removedAfterTests } from "../support/localStack";

interface Schema {
  readonly version: string;
  readonly resources: Readonly<Record<string, { readonly inputProperties: object }>>;
  readonly types: object;
}

/** Returns what identifies a schema, short enough for a message. */
const summary = ({ version, resources, types }: Schema) => ({
  version,
  types: Object.keys(types).sort(),
  inputs: Object.entries(resources)
    .map(([name, { inputProperties }]) => `${name}: ${Object.keys(inputProperties).sort().join(", ")}`)
    .sort(),
});

describe("the plugin in a fresh clone", function () {
  this.timeout(300_000);
  const root = mkdtempSync(join(tmpdir(), "secure-origin-clone-"));
  const plugin = join(root, "plugin");
  const stack = removedAfterTests(new LocalStack("dev", root));
  after(() => rmSync(root, { recursive: true, force: true }));

  before(() => {
    // The committed state of what a commit would hold: files that Git knows, as they are now.
    const files = execFileSync("git", ["ls-files", "-z", "components", "app", "plugin"], {
      cwd: projectFolder,
    });
    execFileSync("tar", ["--null", "--files-from=-", "-cf", join(root, "files.tar")], {
      cwd: projectFolder,
      input: files,
    });
    execFileSync("tar", ["-xf", "files.tar"], { cwd: root });
  });

  it("is refused in one line if npm cannot install it", async () => {
    const manifest = join(plugin, "package.json");
    const text = readFileSync(manifest, "utf8");
    writeFileSync(manifest, text.replace(/"zod": "[^"]+"/, '"zod": "npm:@"'));
    const { code, output } = await stack.pulumi("package", "get-schema", plugin);
    writeFileSync(manifest, text);
    assert.notEqual(code, 0);
    assert.match(output, /npm install failed in \S+\/plugin with exit code 1/);
  });

  it("is installed and built by the command that asks for its schema, and answers with the committed one", async () => {
    assert.ok(!existsSync(join(plugin, "node_modules")));
    const { code, output, stdout } = await stack.pulumi("package", "get-schema", plugin);
    assert.equal(code, 0, output);
    assert.ok(existsSync(join(plugin, "node_modules", "@pulumi", "aws")));
    // The engine leaves out what is not of Pulumi's schema.
    const committed = JSON.parse(
      readFileSync(join(projectFolder, "plugin", "schema.json"), "utf8"),
    ) as Schema;
    assert.deepEqual(summary(JSON.parse(stdout) as Schema), summary(committed));
  });

  it("has an SDK for TypeScript, too", async () => {
    const out = join(root, "sdk");
    const { code, output } = await stack.pulumi(
      ...["package", "gen-sdk", plugin, "--language", "nodejs", "--out", out],
    );
    assert.equal(code, 0, output);
    const types = readFileSync(join(out, "nodejs", "types", "input.ts"), "utf8");
    assert.match(types, /export interface SecurePathArgs \{/);
    assert.doesNotMatch(types, /ArgsArgs|\{\{%/);
  });
});
