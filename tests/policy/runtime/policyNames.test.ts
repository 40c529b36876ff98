import assert from "node:assert/strict";
import { makePolicies, packRules } from "../../../policy/pack";
import { policyNameProblem } from "../../../policy/runtime/policyNames";

const policies = makePolicies().map(({ name }) => name);
const problem = (...names: string[]) => policyNameProblem(names, policies, packRules());

describe("policyNameProblem", () => {
  it('accepts every policy of the pack, and "all"', () => {
    assert.equal(problem("all", ...policies), undefined);
    assert.equal(problem(), undefined);
  });

  for (const [misspelt, meant] of [
    ["no-public-adress", "no-public-address"],
    ["pack-setting", "pack-settings"],
    ["secure-path-needs-trusted-key-groups", "secure-paths-need-trusted-key-groups"],
    ["tiers-have-own-port", "tiers-have-own-ports"],
    ["ALL", "all"],
  ] as const) {
    it(`suggests ${meant} for ${misspelt}`, () => {
      assert.equal(problem("all", misspelt), `unknown policy ${misspelt}; did you mean ${meant}?`);
    });
  }

  it("explains where to set the level of a rule on the whole stack, which is not a policy", () => {
    assert.equal(
      problem("tiers-have-own-ports"),
      "tiers-have-own-ports is a rule of the policy signing-and-tiers, not a policy; set its level in pack-settings, " +
        "under options.levels",
    );
  });

  it("does not repeat what is not spelled like a name", () => {
    assert.match(
      problem("canary 1f9d") ?? "",
      /^unknown policy in the configuration; did you mean [a-z-]+\?$/,
    );
  });

  it("does not depend on the order of the names", () => {
    assert.equal(problem("b-b", "a-a"), problem("a-a", "b-b"));
  });
});
