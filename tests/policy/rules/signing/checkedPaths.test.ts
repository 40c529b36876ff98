import assert from "node:assert/strict";
import fc from "fast-check";
import { type PathRule, planBehaviors } from "../../../../components/cloudfront/plan/behaviors";
import { covers, matches } from "../../../../components/cloudfront/plan/globs";
import { resolveOptions } from "../../../../policy/options/options";
import { Declarations } from "../../../../policy/resources/cloudfront/declarations";
import { componentName } from "../../../../policy/rules/signing/checkedPaths";
import { publicPathNeedsNoSignature } from "../../../../policy/rules/signing/publicPathNeedsNoSignature";
import { securePathsNeedTrustedKeyGroups } from "../../../../policy/rules/signing/securePathsNeedTrustedKeyGroups";
import { buildModel } from "../../../../policy/stack/stack";
import { urnOf } from "../../support/analyzer";
import { declaring, distribution, open, signed } from "../../support/fixtures";

const text = (letters: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength }).map((all) => `/${all.join("")}`);
const rules = fc.array(
  fc
    .record({ pattern: text(["a", "b", "*", "?"], 4), signed: fc.boolean() })
    .map((rule): PathRule => ({ argument: rule.pattern, ...rule })),
  { maxLength: 6 },
);

/** All paths of up to four letters; "x" represents the letters that no pattern names. */
const paths = allPaths(4).map((path) => `/${path}`);

function allPaths(length: number): string[] {
  return length === 0
    ? [""]
    : ["", ...allPaths(length - 1).flatMap((path) => ["a", "b", "x"].map((letter) => letter + path))];
}

/** Returns the findings of the two rules for behaviors below a component that declares paths. */
function judged(
  declared: readonly PathRule[],
  behaviors: readonly PathRule[],
): { why: string; rule: string }[] {
  const patterns = (isSigned: boolean) =>
    declared.filter((each) => each.signed === isSigned).map(({ pattern }) => pattern);
  const site = declaring({ securePaths: patterns(true), publicPaths: patterns(false) });
  const edge = {
    ...distribution({
      orderedCacheBehaviors: behaviors.map(({ pattern, signed: isSigned }) =>
        isSigned ? signed(pattern) : open(pattern),
      ),
    }),
    parent: site,
  };
  const declarations = new Declarations();
  declarations.record({ ...site, urn: urnOf(site) });
  const model = buildModel([{ ...edge, urn: urnOf(edge), opts: { parent: urnOf(site) } }], declarations);
  return [securePathsNeedTrustedKeyGroups, publicPathNeedsNoSignature].flatMap((rule) =>
    rule
      .check(model, resolveOptions([]))
      .filter(({ level }) => level !== "advisory")
      .map(({ why }) => ({ why, rule: rule.name })),
  );
}

/** Returns whether a path is served without a signature although a secure pattern, but no public one inside it, matches. */
function isOpened(path: string, declared: readonly PathRule[], behaviors: readonly PathRule[]): boolean {
  const first = behaviors.find(({ pattern }) => matches(pattern, path));
  return (
    first?.signed !== true &&
    declared.some(
      (secure) =>
        secure.signed &&
        matches(secure.pattern, path) &&
        !declared.some(
          (each) => !each.signed && covers(secure.pattern, each.pattern) && matches(each.pattern, path),
        ),
    )
  );
}

describe("checked paths", () => {
  it("accept the behaviors that the components plan for what they declare", () => {
    fc.assert(
      fc.property(rules, (declared) => {
        const { ordered, problems } = planBehaviors(declared, "/error-pages/*");
        fc.pre(problems.length === 0);
        const left = judged(declared, ordered).filter(
          ({ why }) => !why.includes("make all of its secure path"),
        );
        assert.deepEqual(left, []);
      }),
      { numRuns: 500 },
    );
  });

  it("find exactly the secure paths that other behaviors serve, as all short paths show", () => {
    fc.assert(
      fc.property(rules, rules, (declared, behaviors) => {
        const found = judged(declared, behaviors).filter(
          ({ rule }) => rule === securePathsNeedTrustedKeyGroups.name,
        );
        for (const { why } of found) {
          const samplePath = /^(\S+) is served without a signature/.exec(why)?.[1];
          assert.ok(samplePath === undefined || isOpened(samplePath, declared, behaviors), why);
        }
        const missed = found.length === 0 ? paths.filter((path) => isOpened(path, declared, behaviors)) : [];
        assert.deepEqual(missed, []);
      }),
      { numRuns: 500 },
    );
  });
});

describe("componentName", () => {
  it("is the name in the URN, if it is spelled like one", () => {
    assert.equal(
      componentName("urn:pulumi:dev::p::secure-origin:index:SecureOrigin::shop"),
      'the component "shop"',
    );
    assert.equal(componentName("urn:pulumi:dev::p::secure-origin:index:SecureOrigin::a b"), "a component");
  });
});
