import assert from "node:assert/strict";
import { makePolicies, packRules } from "../../../policy/pack";
import { policyNameProblem } from "../../../policy/runtime/policyNames";

const policies = makePolicies().map(({ name }) => name);
const problem = (...names: string[]) => policyNameProblem(names, policies, packRules());

describe("policyNameProblem", () => {
  it("knows every policy of the pack, and the word for all of them", () => {
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
    it(`asks for ${misspelt} whether ${meant} is meant`, () => {
      assert.equal(problem("all", misspelt), `unknown policy ${misspelt}; did you mean ${meant}?`);
    });
  }

  it("says where the level of a rule on the whole stack is set, which is no policy by itself", () => {
    assert.equal(
      problem("tiers-have-own-ports"),
      "tiers-have-own-ports is a rule of the policy signing-and-tiers and cannot be set by itself; set its level in " +
        "pack-settings, under options.levels",
    );
  });

  it("repeats nothing that is not spelled like a name", () => {
    assert.match(
      problem("canary 1f9d") ?? "",
      /^unknown policy in the configuration; did you mean [a-z-]+\?$/,
    );
  });

  it("says the same whatever the order of the names", () => {
    assert.equal(problem("b-b", "a-a"), problem("a-a", "b-b"));
  });
});
