import assert from "node:assert/strict";
import fc from "fast-check";
import { type PathRule, planBehaviors } from "../../../../components/cloudfront/plan/behaviors";
import { covers, matches } from "../../../../components/cloudfront/plan/globs";

const PAGES = "/error-pages/*";

const secure = (pattern: string): PathRule => ({ argument: `secure ${pattern}`, pattern, signed: true });
const open = (pattern: string): PathRule => ({ argument: `public ${pattern}`, pattern, signed: false });
const order = (...rules: PathRule[]) => planBehaviors(rules, PAGES).ordered.map(({ pattern }) => pattern);
const problems = (...rules: PathRule[]) => planBehaviors(rules, PAGES).problems;

const text = (letters: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength }).map((all) => `/${all.join("")}`);
const rule = fc.record({ pattern: text(["a", "b", "*", "?"], 4), signed: fc.boolean() });
const rules = fc.array(
  rule.map((one) => (one.signed ? secure(one.pattern) : open(one.pattern))),
  { maxLength: 6 },
);
const path = text(["a", "b", "x"], 6);

describe("behavior order", () => {
  it("opens a exception before the path that holds it, and closes a path inside a public one", () => {
    assert.deepEqual(order(secure("/premium/*"), open("/premium/preview/*")), [
      "/premium/preview/*",
      "/premium/*",
    ]);
    assert.deepEqual(order(open("/docs/*"), secure("/docs/internal/*")), ["/docs/internal/*", "/docs/*"]);
  });

  it("protects a path in doubt: a signed pattern comes before a public one that only overlaps it", () => {
    assert.deepEqual(order(open("*.jpg"), secure("/secure/*")), ["/secure/*", "*.jpg"]);
  });

  it("signs every path of a secure pattern except where a public exception lies inside that pattern", () => {
    fc.assert(
      fc.property(rules, path, (given, value) => {
        const plan = planBehaviors(given, PAGES);
        fc.pre(plan.problems.length === 0);
        const first = plan.ordered.find(({ pattern }) => matches(pattern, value));
        const wanted = given.filter(({ signed, pattern }) => signed && matches(pattern, value));
        if (wanted.length === 0) {
          return first === undefined || !first.signed;
        }
        // Served in the open only through a exception that lies inside every secure pattern that the path matches.
        return (
          first?.signed === true || wanted.every(({ pattern }) => covers(pattern, first?.pattern ?? "*"))
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("loses no rule and lets none hide another", () => {
    fc.assert(
      fc.property(rules, (given) => {
        const { ordered, problems: found } = planBehaviors(given, PAGES);
        fc.pre(found.length === 0);
        const hidden = ordered.some((later, index) =>
          ordered.slice(0, index).some((earlier) => covers(earlier.pattern, later.pattern)),
        );
        return ordered.length === given.length && !hidden;
      }),
    );
  });

  it("refuses one path twice, however it is written", () => {
    assert.match(problems(secure("/a/*"), open("a/*"))[0] ?? "", /allowed: a path that starts with/);
    assert.match(
      problems(secure("/a/**"), open("/a/*"))[0] ?? "",
      /public \/a\/\* is "\/a\/\*"; allowed: each path once/,
    );
  });

  it("refuses patterns that no order can serve", () => {
    // Each exception lies in one signed path and is overlapped by the other: each would have to come before itself.
    const [told] = problems(secure("/a?*"), open("/ab*"), secure("/?bc*"), open("/?bcd"));
    assert.match(told ?? "", /patterns that can be tried one after the other/);
  });

  it("refuses a rule that covers the error pages", () => {
    assert.match(problems(secure("/error-pages/403.html"))[0] ?? "", /choose a path outside \/error-pages/);
    assert.deepEqual(problems(secure("/*")), []);
  });

  it("refuses more patterns than a distribution has behaviors", () => {
    const many = Array.from({ length: 75 }, (_, index) => open(`/p${index}/*`));
    assert.match(problems(...many)[0] ?? "", /is 75; allowed: at most 73 patterns/);
  });
});
