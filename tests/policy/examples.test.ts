import assert from "node:assert/strict";
import { examples } from "../../policy/examples";
import { exampleDay } from "../../policy/examples/example";
import { packRules } from "../../policy/pack";
import { findingsIn, resourcesOf } from "./support/exampleFindings";

describe("examples", () => {
  it("exist for every rule, and for no other", () => {
    assert.deepEqual(
      Object.keys(examples).sort(),
      packRules(exampleDay)
        .map(({ name }) => name)
        .sort(),
    );
  });
  for (const rule of packRules(exampleDay)) {
    const { good = [], bad = [] } = examples[rule.name] ?? {};
    describe(rule.name, () => {
      for (const example of good) {
        it(`accepts ${example.what}`, () => assert.deepEqual(findingsIn(rule, example), []));
      }
      for (const example of bad) {
        // The messages are asserted word for word on the rule's page, see tests/docs/policyPages.test.ts.
        it(`rejects ${example.what}`, () => {
          const [first] = findingsIn(rule, example);
          assert.ok(first, "no finding");
          assert.match(first.why, /^\S.*[^.\s]$/s);
          assert.match(first.fix, /^[A-Z].*[^.\s]$/s);
          assert.ok(
            resourcesOf(example).some(({ urn }) => urn === first.urn),
            first.urn,
          );
        });
      }
      it("has accepted and rejected examples", () => assert.ok(good.length > 0 && bad.length > 0));
    });
  }
});
