import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";

const { compileAhead, create } = createRequire(__filename)("../../tools/transpiler") as {
  compileAhead: (files: readonly string[]) => Promise<void>;
  create: () => {
    transpile: (text: string, options: { fileName: string }) => { outputText: string; sourceMapText: string };
  };
};

const folder = join(projectFolder, "node_modules", ".cache", "transpiled");

/** Lists the cached results that contain a unique word. */
function cachedFor(word: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file) && readFileSync(file, "utf8").includes(word));
}

describe("the transpiler of ts-node", () => {
  const word = randomUUID();
  const text = `export const id: string = "${word}";`;
  const transpile = (fileName = "/somewhere/one.ts", of = text) => create().transpile(of, { fileName });

  afterEach(() => {
    for (const file of cachedFor(word)) {
      rmSync(file);
    }
  });

  it("compiles a text once, and returns the cached result afterwards", () => {
    const first = transpile();
    assert.deepEqual(transpile(), first);
    const [file = "", ...more] = cachedFor(word);
    assert.deepEqual(more, []);
    writeFileSync(file, readFileSync(file, "utf8").replace("exports", "exported"));
    assert.match(transpile().outputText, /exported/);
  });

  it("compiles again for another text or another file, and names the file in the source map", () => {
    const results = [
      transpile(),
      transpile("/somewhere/two.ts"),
      transpile("/somewhere/one.ts", `${text}\n`),
    ];
    const sources = results.map(
      ({ sourceMapText }) => (JSON.parse(sourceMapText) as { sources: string[] }).sources[0],
    );
    assert.deepEqual(
      sources.map((source) => source?.slice(-6)),
      ["one.ts", "two.ts", "one.ts"],
    );
    assert.equal(cachedFor(word).length, 3);
  });

  it("compiles again if the cached result is incomplete", () => {
    const first = transpile();
    const [file = ""] = cachedFor(word);
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 40));
    assert.deepEqual(transpile(), first);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), first);
  });

  it("uses what was compiled ahead, although one of the files has an error or is missing", async () => {
    const own = mkdtempSync(join(tmpdir(), "transpiler-"));
    try {
      const [right, wrong] = [join(own, "right.ts"), join(own, "wrong.ts")];
      writeFileSync(right, text);
      writeFileSync(wrong, `${text} const`);
      await compileAhead([wrong, join(own, "missing.ts"), right]);
      const [ahead = "", ...more] = cachedFor(word);
      assert.deepEqual(more, []);
      const kept: unknown = JSON.parse(readFileSync(ahead, "utf8"));
      assert.deepEqual(transpile(right), kept);
      rmSync(ahead);
      assert.deepEqual(transpile(right), kept);
    } finally {
      rmSync(own, { recursive: true });
    }
  });
});
