/** The structure of the sources: what may import what, and how large files and folders are. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { importCircles, readSources, type SourceFile } from "./support/sourceGraph";

/** What is deployed or published; the other folders are for development. */
const product = ["app", "components", "policy", "signer"];
const sources = readSources([...product, "cli", "local", "tools", "bench"]);

/** Lists the imports of files below some folders from below others, as `importing file → imported file`. */
function importsFrom(importing: readonly string[], imported: readonly string[]): string[] {
  const isBelow = (path: string, folders: readonly string[]): boolean =>
    folders.some((folder) => path.startsWith(`${folder}/`));
  return sources
    .filter(({ path }) => isBelow(path, importing))
    .flatMap(({ path, files }) =>
      files.filter((file) => isBelow(file, imported)).map((file) => `${path} → ${file}`),
    );
}

/** Counts the source files of each folder, without its subfolders. */
function filesByFolder(files: readonly SourceFile[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const folder of files.map(({ path }) => dirname(path))) {
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

describe("the structure of the sources", () => {
  it("has no import circle, not even of types", () => {
    assert.deepEqual(importCircles(sources), []);
  });

  it("has no file over 300 lines", () => {
    const long = sources.filter(({ lines }) => lines > 300);
    assert.deepEqual(
      long.map(({ path, lines }) => `${path}: ${lines}`),
      [],
    );
  });

  it("has no folder with more than 16 files", () => {
    /** A table in files: one for each AWS service. */
    const exceptions = ["local/cloud/awsModels/requests"];
    const full = [...filesByFolder(sources)].filter(
      ([folder, count]) => count > 16 && !exceptions.includes(folder),
    );
    assert.deepEqual(full, []);
  });

  it("imports no test; benchmarks and generators of pages alone use their fixtures", () => {
    assert.deepEqual(importsFrom([...product, "cli", "local"], ["tests"]), []);
  });

  it("keeps what is deployed or published apart from the local runs", () => {
    assert.deepEqual(importsFrom(product, ["cli", "local", "bench"]), []);
  });

  it("keeps Pulumi out of the signer", () => {
    const found = sources
      .filter(({ path }) => path.startsWith("signer/"))
      .flatMap(({ path, packages }) =>
        packages.filter((name) => name.startsWith("@pulumi/")).map((name) => `${path} → ${name}`),
      );
    assert.deepEqual(found, []);
    assert.deepEqual(importsFrom(["signer"], ["app", "components", "policy"]), []);
  });

  it("is read with all imports: of values, of types, by require and by import()", () => {
    const files = (path: string) => sources.find((source) => source.path === path)?.files ?? [];
    assert.ok(files("policy/build.js").includes("tools/bundle.js"));
    assert.ok(files("bench/figure.ts").includes("bench/interleave.ts"));
    assert.ok(files("bench/edge/parties.ts").includes("bench/edge/process.ts"), "a type-only import");
  });

  it("would show a circle, also one of three files", () => {
    const file = (path: string, ...imported: string[]) => ({ path, files: imported });
    assert.deepEqual(importCircles([file("a", "b"), file("b", "c"), file("c", "a"), file("d", "a")]), [
      ["a", "b", "c"],
    ]);
    assert.deepEqual(importCircles([file("a", "b", "c"), file("b", "c"), file("c")]), []);
  });
});
