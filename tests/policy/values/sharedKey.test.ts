import assert from "node:assert/strict";
import fc from "fast-check";
import { Glob } from "../../../policy/values/globs";
import { TooManyStates } from "../../../policy/values/samplePath";
import { findSharedKey, type KeySet } from "../../../policy/values/sharedKey";

const globs = (patterns: string[]) => patterns.map((pattern) => new Glob(pattern));

/** The keys of a behavior: its pattern, and those before it. */
function keys(pattern: string, before: string[] = [], folder = "", encodes = false): KeySet {
  return { folder, inside: globs([pattern]), outside: globs(before), encodes };
}
const open = (pattern: string, before: string[] = [], folder = "") => keys(pattern, before, folder, true);
const found = (one: KeySet, other: KeySet) => {
  const shared = findSharedKey(one, other);
  return shared === undefined ? undefined : `${shared.key} as ${shared.path}`;
};

describe("findSharedKey", () => {
  it("finds an object that a later pattern meets by an encoded slash", () => {
    assert.equal(found(keys("/premium/*"), open("*", ["/premium/*"])), "premium/a as /premium%2Fa");
  });

  it("finds none if the public pattern is part of a path that the signed one excludes", () => {
    assert.equal(found(keys("*", ["/assets/*"]), open("/assets/*")), undefined);
    assert.equal(found(keys("/premium/*"), open("/assets/*", ["/premium/*"])), undefined);
  });

  it("does not encode characters that CloudFront decodes before it compares, nor the first slash", () => {
    assert.equal(found(keys("/premium*"), open("*", ["/premium*"])), undefined);
    assert.equal(found(keys("*"), open("?2F*")), "a2F as /a2F");
  });

  it("encodes reserved characters of patterns", () => {
    assert.equal(found(keys("/a+b"), open("*", ["/a+b"])), "a+b as /a%2Bb");
  });

  it("compares keys, not paths: the folders of both origins count", () => {
    assert.equal(found(keys("/premium/*"), open("*", [], "/premium")), "premium/a as /a");
    assert.equal(found(keys("/a/*", [], "/x"), open("/x/a/b*")), "x/a/b as /x/a/b");
    assert.equal(found(keys("*", [], "/members"), open("*", [], "/public")), undefined);
    assert.equal(found(keys("*", [], "/members"), open("*", [], "/member")), undefined);
  });

  it("gives a key that ends in a slash if there is no other", () => {
    assert.equal(found(keys("/a/"), open("*")), "a/ as /a/");
    assert.equal(found(keys("/a/*"), open("/a/*")), "a/b as /a/b");
  });

  it("gives up on patterns that are too complex", () => {
    const complex = (letter: string) => `/*${`${letter}*????????`.repeat(3)}x`;
    assert.throws(() => findSharedKey(keys(complex("a")), open(complex("b"), [complex("c")])), TooManyStates);
  });

  it("agrees with trying every short key", () => {
    const pattern = fc
      .array(fc.constantFrom("a", "b", "/", "*", "?"), { maxLength: 4 })
      .map((letters) => `/${letters.join("")}`);
    const folder = fc.constantFrom("", "/a", "/b/a");
    const set = fc.tuple(pattern, fc.array(pattern, { maxLength: 2 }), folder);
    const texts = keysUpTo(5);
    fc.assert(
      fc.property(set, set, (one, other) => {
        const [signed, publicly] = [keys(...one), open(...other)];
        const shared = findSharedKey(signed, publicly);
        const expected = texts.some((key) => reads(signed, key) && reads(publicly, key));
        if (shared === undefined) {
          assert.equal(expected, false);
        } else {
          assert.ok(reads(signed, shared.key) && reads(publicly, shared.key), shared.key);
          assert.equal(`${publicly.folder}${decodeURIComponent(shared.path)}`, `/${shared.key}`);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Every key of few letters without an empty segment, but for a last slash. */
function keysUpTo(length: number): string[] {
  const all = [""];
  for (let i = 0; i < all.length; i++) {
    const key = all[i] as string;
    if (key.length < length) {
      all.push(
        ...["a", "b", "/"].filter((next) => !(next === "/" && /^$|\/$/.test(key))).map((next) => key + next),
      );
    }
  }
  return all;
}

/** Decides by trying every spelling of a key. */
function reads({ folder, inside, outside, encodes }: KeySet, key: string): boolean {
  const full = `/${key}`;
  if (!full.startsWith(`${folder}/`)) {
    return false;
  }
  const path = full.slice(folder.length + 1);
  return spellings(path, encodes).some(
    (each) =>
      inside.every((glob) => glob.matches(`/${each}`)) && !outside.some((glob) => glob.matches(`/${each}`)),
  );
}

function spellings(path: string, encodes: boolean): string[] {
  const [first, ...rest] = path.split("/");
  return rest.reduce(
    (all, part) =>
      all.flatMap((each) => ["/", ...(encodes ? ["%2F"] : [])].map((slash) => each + slash + part)),
    [first ?? ""],
  );
}
