import assert from "node:assert/strict";
import fc from "fast-check";
import { Glob } from "../../../policy/values/globs";
import { findSamplePath, TooManyStates } from "../../../policy/values/samplePath";

const globs = (...patterns: string[]): Glob[] => patterns.map((pattern) => new Glob(pattern));

/** Yields all strings over the letters, up to a length. */
function* words(letters: string, longest: number): Generator<string> {
  let generation = [""];
  for (let length = 0; length <= longest; length++) {
    yield* generation;
    generation = generation.flatMap((word) => Array.from(letters, (letter) => word + letter));
  }
}

describe("findSamplePath", () => {
  it("finds a readable path where two patterns overlap", () => {
    assert.equal(findSamplePath({ inside: globs("/secure/*", "*.jpg"), outside: [] }), "/secure/a.jpg");
  });

  it("finds nothing if one pattern covers the other", () => {
    assert.equal(
      findSamplePath({ inside: globs("/secure/*", "*.jpg"), outside: globs("/secure/*.j?g") }),
      undefined,
    );
  });

  it("finds a path that several patterns together do not match", () => {
    assert.equal(findSamplePath({ inside: globs("/?"), outside: globs("/a", "/b", "/c") }), "/d");
    assert.equal(findSamplePath({ inside: globs("/*"), outside: globs("/?*", "/") }), undefined);
  });

  it("agrees with a search of all short paths", () => {
    // "x" represents every letter that no pattern names.
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 4 });
    const patterns = (least: number) => fc.array(pattern, { minLength: least, maxLength: 3 });
    const paths = [...words("abx", 6)].map((word) => `/${word}`);
    fc.assert(
      fc.property(patterns(1), patterns(0), (within, without) => {
        const set = { inside: globs(...within), outside: globs(...without) };
        const belongs = (path: string): boolean =>
          set.inside.every((glob) => glob.matches(path)) && !set.outside.some((glob) => glob.matches(path));
        const found = findSamplePath(set);
        if (found === undefined) {
          assert.equal(paths.find(belongs), undefined);
        } else {
          assert.ok(belongs(found), `${found} does not belong to the set`);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("finds a path even if the patterns contain every ordinary letter", () => {
    const letters = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    assert.equal(findSamplePath({ inside: globs("/?"), outside: globs(...Array.from(letters)) }), "/%");
  });

  it("throws if the patterns are too complex", () => {
    const outside = globs("*a?????????????b", "*c?????????????d", "*e?????????????f");
    assert.throws(
      () => findSamplePath({ inside: globs("*g"), outside: [...outside, ...globs("?", "??", "*g")] }),
      TooManyStates,
    );
  });
});
