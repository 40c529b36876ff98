/** Which files of the signer may use which: the check of each output means something only if its code is separate. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(__dirname, "../../signer");

/** The files that each file of a folder imports, types included; relative to the signer. */
function importsOf(folder: string): Map<string, readonly string[]> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return new Map(
    files
      .filter((file) => file.endsWith(".ts"))
      .map((file) => {
        const path = join(root, folder, file);
        const found = readFileSync(path, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g);
        const imported = [...found].map(([, name = ""]) => relative(root, join(dirname(path), name)));
        return [join(folder, file), imported] as const;
      }),
  );
}

const using = (from: string, to: string): string[] =>
  [...importsOf(from)].flatMap(([file, imported]) =>
    imported.some((each) => each === to || each.startsWith(`${to}/`)) ? [file] : [],
  );

/** A path of imports that ends where it began. */
function circle(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) {
      return [...path.slice(path.indexOf(file)), file];
    }
    if (done.has(file)) {
      return undefined;
    }
    for (const next of imports.get(file) ?? []) {
      const found = visit(`${next}.ts`, [...path, file]);
      if (found !== undefined) {
        return found;
      }
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const found = visit(file, []);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

describe("imports of the signer", () => {
  it("lead from signing to the verifier through the self-check only", () => {
    assert.deepEqual(using("sign", "verify"), ["sign/selfCheck.ts"]);
  });

  it("never lead from the verifier to signing", () => {
    assert.deepEqual(using("verify", "sign"), []);
  });

  it("never lead from keys and shared code to signing or the verifier", () => {
    const all = ["keys", "shared"].flatMap((from) => [...using(from, "sign"), ...using(from, "verify")]);
    assert.deepEqual(all, []);
  });

  it("have no circle, types included", () => {
    assert.equal(circle(importsOf(".")), undefined);
    const known = new Map([
      ["a.ts", ["b"]],
      ["b.ts", ["a"]],
    ]);
    assert.deepEqual(circle(known), ["a.ts", "b.ts", "a.ts"]);
  });
});
