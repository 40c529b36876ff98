import assert from "node:assert/strict";
import fc from "fast-check";
import { findGaps, isWithin, type Route } from "../../../policy/reachability/coverage";

import { Glob } from "../../../policy/values/globs";

/** `+pattern` is signed, `-pattern` is not; a pattern or a signature that is a "?" alone is not known. */
function behaviors(...texts: string[]): Route[] {
  return texts.map((text, i) => {
    const path = `orderedCacheBehaviors[${i}]`;
    const pattern = text.slice(1);
    const sign = text.slice(0, 1);
    return {
      label: `#${i}`,
      path,
      pattern:
        pattern === "unknown"
          ? { state: "unknown", path: `${path}.pathPattern`, reason: "preview" }
          : { state: "known", path: `${path}.pathPattern`, value: pattern },
      signed:
        sign === "?"
          ? { state: "unknown", path: `${path}.trustedKeyGroups`, reason: "preview" }
          : { state: "known", path: `${path}.trustedKeyGroups`, value: sign === "+" },
    };
  });
}

/** What is found, in short: the kind, the behavior, the witness and the field that decides. */
function gaps(secure: string, texts: string[], misconfigurations: string[] = []): string[] {
  return findGaps(secure, behaviors(...texts), misconfigurations).map((gap) => {
    const witness = gap.kind === "tooComplex" ? "" : ` ${gap.witness}`;
    return `${gap.kind} ${gap.behavior.label}${witness}${gap.kind === "unknown" ? ` ${gap.field.path}` : ""}`;
  });
}

describe("findGaps", () => {
  it("finds none when the secure pattern comes first", () => {
    assert.deepEqual(gaps("/secure/*", ["+/secure/*", "-*.jpg", "-*"]), []);
  });

  it("finds the earlier pattern that takes some of the secure paths", () => {
    assert.deepEqual(gaps("/secure/*", ["-*.jpg", "+/secure/*", "-*"]), ["open #0 /secure/a.jpg"]);
  });

  it("finds each behavior that takes some", () => {
    assert.deepEqual(gaps("/secure/*", ["-*.jpg", "-/secure/x?", "-*"]), [
      "open #0 /secure/a.jpg",
      "open #1 /secure/xa",
      "open #2 /secure/a",
    ]);
  });

  it("does not count a behavior that an earlier one leaves nothing to", () => {
    assert.deepEqual(gaps("/secure/*", ["+/secure/*", "-/secure/public/*", "-*"]), []);
  });

  it("takes signed patterns together", () => {
    assert.deepEqual(gaps("/secure/?*", ["+/secure/?", "+/secure/??*", "-*"]), []);
  });

  it("sees that case counts", () => {
    assert.deepEqual(gaps("/secure/*", ["+/Secure/*", "-*"]), ["open #1 /secure/a"]);
  });

  it("accepts a declared misconfiguration, and no more than that", () => {
    assert.deepEqual(gaps("/secure/*", ["-/secure/help/*", "+/secure/*", "-*"], ["/secure/help/*"]), []);
    assert.deepEqual(gaps("/secure/*", ["-/secure/h*", "+/secure/*", "-*"], ["/secure/help/*"]), [
      "open #0 /secure/h",
    ]);
  });

  it("does not decide on a pattern that is not known", () => {
    assert.deepEqual(gaps("/secure/*", ["-unknown", "+/secure/*", "-*"]), [
      "unknown #0 /secure/a orderedCacheBehaviors[0].pathPattern",
    ]);
    assert.deepEqual(gaps("/secure/*", ["+unknown", "-*"]), [
      "unknown #1 /secure/a orderedCacheBehaviors[0].pathPattern",
    ]);
  });

  it("does not decide on key groups that are not known, unless they do not matter", () => {
    assert.deepEqual(gaps("/secure/*", ["?/secure/*", "-*"]), [
      "unknown #0 /secure/a orderedCacheBehaviors[0].trustedKeyGroups",
    ]);
    assert.deepEqual(gaps("/secure/*", ["+/secure/*", "?/secure/x", "-*"]), []);
  });

  it("keeps a certain gap beside an uncertain one", () => {
    assert.deepEqual(gaps("/secure/*", ["-*.jpg", "?/secure/*", "-*"]), [
      "open #0 /secure/a.jpg",
      "unknown #1 /secure/a orderedCacheBehaviors[1].trustedKeyGroups",
    ]);
  });

  it("says so when the patterns are too entangled", () => {
    const entangled = ["+*a?????????????b", "+*c?????????????d", "+*e?????????????f", "+?", "+??", "+*g"];
    assert.deepEqual(
      gaps("*g", [...entangled.slice(0, 5), "-*g"]).map((gap) => gap.split(" ")[0]),
      ["open"],
    );
    assert.deepEqual(gaps("*g", [...entangled, "-*g"]), ["tooComplex #6"]);
  });

  it("agrees with asking every short path which behavior takes it", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 3 });
    const behavior = fc.tuple(fc.constantFrom("+", "-"), pattern).map(([sign, text]) => sign + text);
    const list = fc.array(behavior, { maxLength: 4 });
    fc.assert(
      fc.property(pattern, list, fc.array(pattern, { maxLength: 1 }), (secure, texts, misconfigurations) => {
        const all = behaviors(...texts, "-*");
        const globs = new Map(all.map((each, i) => [each, new Glob([...texts, "-*"][i]?.slice(1) ?? "")]));
        const target = new Glob(secure);
        const excluded = misconfigurations.map((misconfiguration) => new Glob(misconfiguration));
        const takerOf = (path: string): Route | undefined =>
          target.matches(path) && !excluded.some((misconfiguration) => misconfiguration.matches(path))
            ? all.find((each) => globs.get(each)?.matches(path))
            : undefined;

        const found = findGaps(secure, all, misconfigurations);
        for (const gap of found) {
          assert.ok(gap.kind === "open");
          assert.equal(
            takerOf(gap.witness),
            gap.behavior,
            `${gap.witness} is taken by ${gap.behavior.label}`,
          );
        }
        const open = new Set(found.map((gap) => gap.behavior));
        for (const path of shortPaths) {
          const taker = takerOf(path);
          if (taker?.signed.state === "known" && !taker.signed.value) {
            assert.ok(open.has(taker), `${path} is taken by ${taker.label}`);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** All paths of up to 5 letters; "x" stands for every letter that no pattern names. */
const shortPaths = Array.from({ length: 6 }, (_, length) => length).reduce<string[]>(
  (paths, length) => [
    ...paths,
    ...paths
      .filter((path) => path.length === length + 1)
      .flatMap((path) => ["a", "b", "x"].map((letter) => path + letter)),
  ],
  ["/"],
);

describe("isWithin", () => {
  it("needs every path of the pattern to belong to one of the others", () => {
    assert.equal(isWithin("/secure/x/*", ["/secure/*"]), true);
    assert.equal(isWithin("/s?", ["/sa", "/sb"]), false);
    assert.equal(isWithin("*.jpg", ["/secure/*"]), false);
    assert.equal(isWithin("/secure/*", []), false);
  });
});
