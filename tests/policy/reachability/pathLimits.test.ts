/** What path conditions of listener rules say of the paths that CloudFront compares. */
import assert from "node:assert/strict";
import { comparedPaths, type PathLimit, type Spelling } from "../../../policy/reachability/tiers/pathLimits";
import { Glob } from "../../../policy/values/globs";
import { normalized } from "../oracle/judge/paths";

const matching = (...patterns: string[]): PathLimit => ({ kind: "matches", patterns });
const missing = (...patterns: string[]): PathLimit => ({ kind: "matchesNone", patterns });

/** Returns whether a path that CloudFront compares keeps to a limit. */
function keeps(limit: PathLimit, folder: string, spelling: Spelling, path: string): boolean {
  const { oneOf, noneOf = [] } = comparedPaths(limit, folder, spelling);
  const matches = (pattern: string) => new Glob(pattern).matches(path);
  return (oneOf === undefined || oneOf.some(matches)) && !noneOf.some(matches);
}

/** Lists texts of pieces, up to a length. */
function texts(pieces: readonly string[], length: number): string[] {
  return length === 0
    ? [""]
    : ["", ...texts(pieces, length - 1).flatMap((rest) => pieces.map((piece) => piece + rest))];
}

describe("a path condition, for requests that are spelt as the site writes them", () => {
  it("matches by case, a whole path or with wildcards, below the origin's folder", () => {
    const to = (pattern: string, path: string, folder = "") =>
      keeps(matching(pattern), folder, "plain", path);
    assert.ok(to("/premium/*", "/premium/a"));
    assert.ok(!to("/premium/*", "/Premium/a"));
    assert.ok(!to("/premium/*", "/a"));
    assert.ok(to("*", "/a"));
    assert.ok(to("*/a", "/a"));
    assert.ok(to("?a", "/a"));
    assert.ok(!to("premium/*", "/premium/a"), "every path begins with a slash");
    assert.ok(to("/site/premium/*", "/premium/a", "/site"));
    assert.ok(!to("/premium/*", "/premium/a", "/site"));
    assert.ok(to("/s*/a", "/premium/a", "/site"));
  });

  it("leaves later rules what it does not match", () => {
    assert.ok(keeps(missing("/premium/*", "/secure/*"), "", "plain", "/a"));
    assert.ok(!keeps(missing("/premium/*", "/secure/*"), "", "plain", "/secure/a"));
  });
});

describe("a path condition, for requests that are spelt in any way", () => {
  it("is met by every path with the right end, and leaves later rules every path", () => {
    assert.ok(keeps(matching("/premium/*"), "", "any", "/a"));
    assert.ok(!keeps(matching("/premium/*.jpg"), "", "any", "/a"));
    assert.ok(!keeps(matching("/status"), "", "any", "/a"));
    assert.ok(keeps(missing("/premium/*"), "", "any", "/premium/a"));
    assert.ok(!keeps(missing("/*"), "", "any", "/premium/a"));
    assert.ok(!keeps(matching("/premium/*"), "/site", "any", "/a"), "the folder is not the viewer's");
  });

  // Every spelling that a rule lets through is a path that is said to get through.
  it("is met by no other path, of all spellings of six pieces", () => {
    const spelt = texts(["a", "b", "/", ".", "%61"], 6).map((text) => `/${text}`);
    const patterns = [
      "/a",
      "/a/*",
      "/a*b",
      "*/b",
      "/*/a",
      "/a/?",
      "/?",
      "/*a/",
      "*.b",
      "/a/..",
      "/b/./a",
      "*.",
    ];
    for (const pattern of patterns) {
      const condition = new RegExp(
        `^${pattern.replace(/[.]/g, "\\.").replaceAll("*", ".*").replaceAll("?", ".")}$`,
      );
      for (const folder of ["", "/a"]) {
        const { oneOf = [] } = comparedPaths(matching(pattern), folder, "any");
        const globs = oneOf.map((each) => new Glob(each));
        const met = new Set(spelt.filter((path) => condition.test(folder + path)).map(normalized));
        for (const path of met) {
          assert.ok(
            globs.some((glob) => glob.matches(path)),
            `${pattern} below "${folder}" lets ${path} through`,
          );
        }
      }
    }
  });
});
