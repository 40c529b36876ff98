import assert from "node:assert/strict";
import fc from "fast-check";
import { covers, matches, overlaps } from "../../../../components/cloudfront/plan/globs";

const text = (letters: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...letters), { maxLength }).map((all) => `/${all.join("")}`);
const pattern = text(["a", "b", "/", "*", "?"], 7);
const path = text(["a", "b", "/", "x"], 9);

/** An oracle that shares nothing with the code under test: CloudFront's wildcards as a regular expression. */
function asRegExp(glob: string): RegExp {
  const body = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${body}$`, "s");
}

describe("globs", () => {
  it("matches as a regular expression with the same wildcards would", () => {
    fc.assert(
      fc.property(pattern, path, (glob, value) => matches(glob, value) === asRegExp(glob).test(value)),
      { numRuns: 2000 },
    );
  });

  it("finds that a pattern covers another exactly if no path matches the other alone", () => {
    const paths = everyPath(["a", "b", "/", "x"], 4);
    const short = text(["a", "*", "?"], 2);
    fc.assert(
      fc.property(short, short, (outer, inner) => {
        const outside = paths.some((value) => matches(inner, value) && !matches(outer, value));
        return covers(outer, inner) === !outside;
      }),
    );
  });

  it("finds that patterns overlap exactly if one path matches both", () => {
    const paths = everyPath(["a", "b", "x"], 4);
    const short = text(["a", "b", "*", "?"], 2);
    fc.assert(
      fc.property(short, short, (one, other) => {
        const shared = paths.some((value) => matches(one, value) && matches(other, value));
        return overlaps(one, other) === shared && overlaps(other, one) === shared;
      }),
    );
  });

  it("treats a pattern without its leading slash as the same pattern", () => {
    assert.equal(covers("premium/*", "/premium/*") && covers("/premium/*", "premium/*"), true);
    assert.equal(matches("*.jpg", "/a/b.jpg"), true);
    assert.equal(matches("*.jpg", "/a/B.JPG"), false);
  });
});

function everyPath(letters: string[], length: number): string[] {
  let longest = ["/"];
  const all = [...longest];
  for (let step = 0; step < length; step++) {
    longest = longest.flatMap((start) => letters.map((letter) => start + letter));
    all.push(...longest);
  }
  return all;
}
