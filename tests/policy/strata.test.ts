import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const policy = resolve(__dirname, "../../policy");

/** The folders of policy/, from the bottom to the top; those that share a line do not import each other. */
const strata = [
  ["values"],
  ["options", "resources"],
  ["stack"],
  ["reachability"],
  ["rules"],
  ["runtime", "examples"],
];

/** The folder of policy/ that a file is in; files at the top, such as pack.ts, are above all folders. */
function stratumOf(file: string): number {
  const [folder = "", ...rest] = relative(policy, file).split(sep);
  return rest.length === 0 ? strata.length : strata.findIndex((folders) => folders.includes(folder));
}

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Reads the relative imports and exports of a file, including those of types. */
function importsOf(file: string): Import[] {
  const specifiers = readFileSync(file, "utf8").matchAll(
    /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*"(\.[^"]+)"/g,
  );
  return [...specifiers].map(([, specifier = ""]) => ({ from: file, to: resolve(dirname(file), specifier) }));
}

const files = readdirSync(policy, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith(`dist${sep}`))
  .map((file) => join(policy, file));
const imports = files.flatMap(importsOf);
const shown = ({ from, to }: Import) => `${relative(policy, from)} imports ${relative(policy, to)}`;

describe("policy/", () => {
  it("has only the folders of the strata", () => {
    assert.ok(imports.length > 300, `${imports.length} imports`);
    const folders = new Set(
      files
        .map((file) => relative(policy, file).split(sep))
        .flatMap(([folder = "", ...rest]) => (rest.length === 0 ? [] : [folder])),
    );
    assert.deepEqual([...folders].sort(), strata.flat().sort());
  });

  it("imports downwards only", () => {
    const upwards = imports.filter(({ from, to }) => {
      const inFolder = relative(policy, from).split(sep)[0] === relative(policy, to).split(sep)[0];
      return !inFolder && stratumOf(to) >= stratumOf(from) && stratumOf(from) < strata.length;
    });
    assert.deepEqual(upwards.map(shown), []);
  });

  it("imports nothing outside itself, such as tests, local/ or cli/", () => {
    assert.deepEqual(imports.filter(({ to }) => !to.startsWith(policy + sep)).map(shown), []);
  });

  it("has no import circle", () => {
    const next = new Map(files.map((file) => [file, new Set<string>()]));
    for (const { from, to } of imports.filter((each) => !each.to.endsWith(".json"))) {
      const target = [`${to}.ts`, join(to, "index.ts")].find((file) => next.has(file));
      assert.ok(target !== undefined, shown({ from, to }));
      next.get(from)?.add(target);
    }
    // Removes files without imports until none is left; what remains imports itself.
    for (let size = Infinity; next.size < size; ) {
      size = next.size;
      for (const file of [...next].flatMap(([file, targets]) => (targets.size === 0 ? [file] : []))) {
        next.delete(file);
        next.forEach((targets) => targets.delete(file));
      }
    }
    assert.deepEqual(
      [...next.keys()].map((file) => relative(policy, file)),
      [],
    );
  });
});
