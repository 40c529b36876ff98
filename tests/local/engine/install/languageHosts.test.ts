import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineVersion, yamlHostVersion } from "../../../../local/engine/install/cache";
import { provideLanguageHost } from "../../../../local/engine/install/languageHosts";
import { projectFolder } from "../../../../local/run/project";

/** Nothing that these tests do takes long; a step that begins would build. */
const noSteps = {
  step: (title: string) => {
    throw new Error(`began to build: ${title}`);
  },
};

describe("the language hosts of a built engine", () => {
  const cache = mkdtempSync(join(tmpdir(), "secure-origin-cache-"));
  const folder = join(cache, `engine-${engineVersion}`, "with-host-0123");
  before(() => mkdirSync(folder, { recursive: true }));
  after(() => rmSync(cache, { recursive: true }));
  const env = { SECURE_ORIGIN_CACHE: cache };
  const yaml = { language: "yaml", command: "up" };
  const python = { language: "python", command: "up" };

  it("are not put beside an engine that somebody installed", async () => {
    const installed = mkdtempSync(join(tmpdir(), "secure-origin-pulumi-"));
    try {
      for (const run of [yaml, python]) {
        await provideLanguageHost(installed, run, noSteps, env);
      }
      assert.deepEqual(readdirSync(installed), []);
    } finally {
      rmSync(installed, { recursive: true });
    }
  });

  it("are not built for a program in TypeScript, nor where they are in place", async () => {
    await provideLanguageHost(folder, { language: "nodejs", command: "up" }, noSteps, env);
    const needing = [yaml, python, { language: "go" }, { command: "package" }];
    for (const run of needing) {
      await assert.rejects(provideLanguageHost(folder, run, noSteps, env), /began to build/);
    }
    for (const language of ["yaml", "python", "go"]) {
      writeFileSync(join(folder, `pulumi-language-${language}`), "");
    }
    for (const run of needing) {
      await provideLanguageHost(folder, run, noSteps, env);
    }
  });

  it("are refused in one line that names the remedies where Go is missing", async () => {
    const missing = join(cache, `engine-${engineVersion}`, "with-host-4567");
    mkdirSync(missing);
    const steps = { step: () => ({ update: () => undefined, done: () => undefined, fail: () => undefined }) };
    const { PATH } = process.env;
    process.env.PATH = "";
    try {
      await assert.rejects(provideLanguageHost(missing, python, steps, env), {
        message:
          "the engine has no host for Python and Go, which this command needs: Go is not installed. Remedies: install " +
          "Pulumi on PATH, which brings one; or install Go 1.26 or newer with access to Go modules.",
      });
    } finally {
      process.env.PATH = PATH;
    }
  });

  it("are pinned like the engine in the modules to the versions that are told", () => {
    const required = (module: string) =>
      readFileSync(join(projectFolder, "local/engine/install", module, "go.mod"), "utf8");
    assert.ok(required("go").includes(`require github.com/pulumi/pulumi/pkg/v3 v${engineVersion}\n`));
    for (const module of ["pkg", "sdk"]) {
      assert.ok(
        required("languages").includes(`\tgithub.com/pulumi/pulumi/${module}/v3 v${engineVersion}\n`),
      );
    }
    assert.ok(required("yaml").includes(`require github.com/pulumi/pulumi-yaml v${yamlHostVersion}\n`));
  });
});
