import assert from "node:assert/strict";
import fc from "fast-check";
import { findGaps, isWithin, type Route } from "../../../policy/reachability/coverage";

import { Glob } from "../../../policy/values/globs";

/** Creates behaviors: `+pattern` is signed, `-pattern` is not, `?pattern` is unknown; so is the pattern `unknown`. */
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

/** Summarises gaps: the kind, the behavior, the sample path and the deciding field. */
function gaps(secure: string, texts: string[], exceptions: string[] = []): string[] {
  return findGaps(secure, behaviors(...texts), exceptions).map((gap) => {
    const samplePath = gap.kind === "tooComplex" ? "" : ` ${gap.samplePath}`;
    return `${gap.kind} ${gap.behavior.label}${samplePath}${gap.kind === "unknown" ? ` ${gap.field.path}` : ""}`;
  });
}

describe("findGaps", () => {
  it("finds none if the secure pattern comes first", () => {
    assert.deepEqual(gaps("/secure/*", ["+/secure/*", "-*.jpg", "-*"]), []);
  });

  it("finds an earlier pattern that matches some of the secure paths", () => {
    assert.deepEqual(gaps("/secure/*", ["-*.jpg", "+/secure/*", "-*"]), ["open #0 /secure/a.jpg"]);
  });

  it("finds each behavior that serves some", () => {
    assert.deepEqual(gaps("/secure/*", ["-*.jpg", "-/secure/x?", "-*"]), [
      "open #0 /secure/a.jpg",
      "open #1 /secure/xa",
      "open #2 /secure/a",
    ]);
  });

  it("ignores a behavior that no path reaches", () => {
    assert.deepEqual(gaps("/secure/*", ["+/secure/*", "-/secure/public/*", "-*"]), []);
  });

  it("combines signed patterns", () => {
    assert.deepEqual(gaps("/secure/?*", ["+/secure/?", "+/secure/??*", "-*"]), []);
  });

  it("is case-sensitive", () => {
    assert.deepEqual(gaps("/secure/*", ["+/Secure/*", "-*"]), ["open #1 /secure/a"]);
  });

  it("accepts a public exception, and nothing more", () => {
    assert.deepEqual(gaps("/secure/*", ["-/secure/help/*", "+/secure/*", "-*"], ["/secure/help/*"]), []);
    assert.deepEqual(gaps("/secure/*", ["-/secure/h*", "+/secure/*", "-*"], ["/secure/help/*"]), [
      "open #0 /secure/h",
    ]);
  });

  it("does not decide on an unknown pattern", () => {
    assert.deepEqual(gaps("/secure/*", ["-unknown", "+/secure/*", "-*"]), [
      "unknown #0 /secure/a orderedCacheBehaviors[0].pathPattern",
    ]);
    assert.deepEqual(gaps("/secure/*", ["+unknown", "-*"]), [
      "unknown #1 /secure/a orderedCacheBehaviors[0].pathPattern",
    ]);
  });

  it("does not decide on unknown key groups, unless they do not matter", () => {
    assert.deepEqual(gaps("/secure/*", ["?/secure/*", "-*"]), [
      "unknown #0 /secure/a orderedCacheBehaviors[0].trustedKeyGroups",
    ]);
    assert.deepEqual(gaps("/secure/*", ["+/secure/*", "?/secure/x", "-*"]), []);
  });

  it("keeps a certain gap besides an uncertain one", () => {
    assert.deepEqual(gaps("/secure/*", ["-*.jpg", "?/secure/*", "-*"]), [
      "open #0 /secure/a.jpg",
      "unknown #1 /secure/a orderedCacheBehaviors[1].trustedKeyGroups",
    ]);
  });

  it("reports patterns that are too complex", () => {
    const complex = ["+*a?????????????b", "+*c?????????????d", "+*e?????????????f", "+?", "+??", "+*g"];
    assert.deepEqual(
      gaps("*g", [...complex.slice(0, 5), "-*g"]).map((gap) => gap.split(" ")[0]),
      ["open"],
    );
    assert.deepEqual(gaps("*g", [...complex, "-*g"]), ["tooComplex #6"]);
  });

  it("agrees with a search of all short paths", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 3 });
    const behavior = fc.tuple(fc.constantFrom("+", "-"), pattern).map(([sign, text]) => sign + text);
    const list = fc.array(behavior, { maxLength: 4 });
    fc.assert(
      fc.property(pattern, list, fc.array(pattern, { maxLength: 1 }), (secure, texts, exceptions) => {
        const all = behaviors(...texts, "-*");
        const globs = new Map(all.map((each, i) => [each, new Glob([...texts, "-*"][i]?.slice(1) ?? "")]));
        const target = new Glob(secure);
        const excluded = exceptions.map((exception) => new Glob(exception));
        const serverOf = (path: string): Route | undefined =>
          target.matches(path) && !excluded.some((exception) => exception.matches(path))
            ? all.find((each) => globs.get(each)?.matches(path))
            : undefined;

        const found = findGaps(secure, all, exceptions);
        for (const gap of found) {
          assert.ok(gap.kind === "open");
          assert.equal(
            serverOf(gap.samplePath),
            gap.behavior,
            `${gap.samplePath} is served by ${gap.behavior.label}`,
          );
        }
        const open = new Set(found.map((gap) => gap.behavior));
        for (const path of shortPaths) {
          const server = serverOf(path);
          if (server?.signed.state === "known" && !server.signed.value) {
            assert.ok(open.has(server), `${path} is served by ${server.label}`);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** All paths of up to 5 letters; "x" represents every letter that no pattern names. */
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
  it("needs every path of the pattern to match one of the others", () => {
    assert.equal(isWithin("/secure/x/*", ["/secure/*"]), true);
    assert.equal(isWithin("/s?", ["/sa", "/sb"]), false);
    assert.equal(isWithin("*.jpg", ["/secure/*"]), false);
    assert.equal(isWithin("/secure/*", []), false);
  });
});
