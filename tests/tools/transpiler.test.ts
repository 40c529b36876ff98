/** What ts-node compiles with: once for each text, and a file that was not kept whole is compiled again. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";

const { create } = createRequire(__filename)("../../tools/transpiler") as {
  create: () => {
    transpile: (text: string, options: { fileName: string }) => { outputText: string; sourceMapText: string };
  };
};

const folder = join(projectFolder, "node_modules", ".cache", "transpiled");

/** The files that are kept of a text, known by a word that stands nowhere else. */
function keptOf(word: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file) && readFileSync(file, "utf8").includes(word));
}

describe("The transpiler", () => {
  const word = randomUUID();
  const text = `export const id: string = "${word}";`;
  const transpile = (fileName = "/somewhere/one.ts", of = text) => create().transpile(of, { fileName });

  afterEach(() => {
    for (const file of keptOf(word)) {
      rmSync(file);
    }
  });

  it("compiles a text once, and gives what it kept from then on", () => {
    const first = transpile();
    assert.deepEqual(transpile(), first);
    const [file = "", ...more] = keptOf(word);
    assert.deepEqual(more, []);
    writeFileSync(file, readFileSync(file, "utf8").replace("exports", "exported"));
    assert.match(transpile().outputText, /exported/);
  });

  it("compiles again where the text or its place is another, and its source map names that place", () => {
    const made = [transpile(), transpile("/somewhere/two.ts"), transpile("/somewhere/one.ts", `${text}\n`)];
    const places = made.map(
      ({ sourceMapText }) => (JSON.parse(sourceMapText) as { sources: string[] }).sources,
    );
    assert.deepEqual(
      places.map(([source]) => source?.slice(-6)),
      ["one.ts", "two.ts", "one.ts"],
    );
    assert.equal(keptOf(word).length, 3);
  });

  it("compiles again what is there in part", () => {
    const first = transpile();
    const [file = ""] = keptOf(word);
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 40));
    assert.deepEqual(transpile(), first);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), first);
  });
});
