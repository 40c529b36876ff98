import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineVersion, yamlHostVersion } from "../../../../local/engine/install/cache";
import { provideYamlHost } from "../../../../local/engine/install/yamlHost";
import { projectFolder } from "../../../../local/run/project";

/** Nothing that these tests do takes long; a step that begins would build. */
const noSteps = {
  step: (title: string) => {
    throw new Error(`began to build: ${title}`);
  },
};

describe("the YAML language host", () => {
  const cache = mkdtempSync(join(tmpdir(), "secure-origin-cache-"));
  after(() => rmSync(cache, { recursive: true }));
  const env = { SECURE_ORIGIN_CACHE: cache };

  it("is not put beside an engine that somebody installed", async () => {
    const installed = mkdtempSync(join(tmpdir(), "secure-origin-pulumi-"));
    try {
      await provideYamlHost(installed, noSteps, env);
      assert.deepEqual(readdirSync(installed), []);
    } finally {
      rmSync(installed, { recursive: true });
    }
  });

  it("is not built where it stands already", async () => {
    const folder = join(cache, `engine-${engineVersion}`, "with-host-0123");
    mkdirSync(folder, { recursive: true });
    await assert.rejects(provideYamlHost(folder, noSteps, env), /began to build/);
    writeFileSync(join(folder, "pulumi-language-yaml"), "");
    await provideYamlHost(folder, noSteps, env);
  });

  it("and the engine are pinned in the modules to the versions that are told", () => {
    const required = (module: string) =>
      readFileSync(join(projectFolder, "local/engine/install", module, "go.mod"), "utf8");
    assert.ok(required("go").includes(`require github.com/pulumi/pulumi/pkg/v3 v${engineVersion}\n`));
    assert.ok(required("yaml").includes(`require github.com/pulumi/pulumi-yaml v${yamlHostVersion}\n`));
  });
});
