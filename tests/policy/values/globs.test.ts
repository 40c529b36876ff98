import assert from "node:assert/strict";
import fc from "fast-check";
import { Glob } from "../../../policy/values/globs";

/** Translates a pattern to a regular expression, as an oracle. */
function expression(pattern: string): RegExp {
  const body = Array.from(pattern.replace(/^\//, ""), (token) => {
    return token === "*" ? ".*" : token === "?" ? "." : token.replace(/[.$+^()[\]{}|\\]/, "\\$&");
  });
  return new RegExp(`^/${body.join("")}$`, "s");
}

describe("Glob", () => {
  const examples: [pattern: string, path: string, matches: boolean][] = [
    ["/secure/*", "/secure/", true],
    ["/secure/*", "/secure/deep/er/a.jpg", true],
    ["/secure/*", "/secure", false],
    ["/secure/*", "/Secure/a", false],
    ["secure/*", "/secure/a", true],
    ["*", "/", true],
    ["*.jpg", "/images/a.jpg", true],
    ["images/*.jpg", "/images/product1/a.jpg", true],
    ["a??.jpg", "/ant.jpg", true],
    ["a??.jpg", "/at.jpg", false],
    ["*.doc?", "/a.doc", false],
    ["*.doc?", "/a.docx", true],
    ["/a.b", "/axb", false],
    ["/a**b", "/ab", true],
  ];
  for (const [pattern, path, matches] of examples) {
    it(`${pattern} ${matches ? "matches" : "does not match"} ${path}`, () => {
      assert.equal(new Glob(pattern).matches(path), matches);
    });
  }

  it("matches the same paths as an equivalent regular expression", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "/", "*", "?"), maxLength: 8 });
    const path = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, path, (text, rest) => {
        assert.equal(new Glob(text).matches(`/${rest}`), expression(text).test(`/${rest}`));
      }),
      { numRuns: 5000 },
    );
  });

  it("has a number of states proportional to the pattern's length", () => {
    const glob = new Glob("*abcabcabc*xyzxyz*");
    const states = new Set([glob.start]);
    for (const state of states) {
      for (const letter of "abcxyz-") {
        states.add(glob.step(state, letter));
      }
    }
    assert.ok(states.size <= 20, `${states.size} states`);
  });
});
