import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const { isBuilt, markBuilt, stampSources } = createRequire(__filename)("../../local/builtSources") as {
  stampSources: (project: string) => string;
  isBuilt: (project: string, sources: string) => boolean;
  markBuilt: (project: string, sources: string) => void;
};

describe("what the set-up builds", () => {
  let project: string;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };
  const build = (): void => {
    const sources = stampSources(project);
    write("policy/dist/pack.js", "built");
    markBuilt(project, sources);
  };
  const needsBuild = (): boolean => !isBuilt(project, stampSources(project));

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "built-"));
    for (const folder of ["app", "cli", "components", "local", "plugin", "policy/rules", "signer", "tools"]) {
      write(`${folder}/source.ts`, "1");
    }
    write("package-lock.json", "{}");
  });
  afterEach(() => rmSync(project, { recursive: true }));

  it("is built once", () => {
    assert.ok(needsBuild());
    build();
    assert.ok(!needsBuild());
  });

  const changes: Record<string, () => void> = {
    "a source is edited": () => write("policy/rules/source.ts", "22"),
    "a source is edited to the same length": () =>
      utimesSync(join(project, "cli/source.ts"), new Date(0), new Date(0)),
    "a source is added": () => write("components/other.ts", ""),
    "a source is deleted": () => rmSync(join(project, "signer/source.ts")),
    "the locked dependencies change": () => write("package-lock.json", "{ }"),
    "a bundle is deleted": () => rmSync(join(project, "policy/dist/pack.js")),
    "a bundle is built otherwise": () => write("policy/dist/pack.js", "built elsewhere"),
  };
  for (const [change, make] of Object.entries(changes)) {
    it(`is built again when ${change}`, () => {
      build();
      make();
      assert.ok(needsBuild());
    });
  }

  it("is built again when a source is edited while it is built", () => {
    const sources = stampSources(project);
    write("app/source.ts", "edited");
    markBuilt(project, sources);
    assert.ok(needsBuild());
  });
});
