import assert from "node:assert/strict";
import fc from "fast-check";
import { matchesWildcards } from "../../../policy/values/wildcards";

/** Translates a pattern to a regular expression, as an oracle. */
function expression(pattern: string, single: boolean): RegExp {
  const body = Array.from(pattern, (token) =>
    token === "*" ? ".*" : single && token === "?" ? "." : token.replace(/[?.$+^()[\]{}|\\]/, "\\$&"),
  );
  return new RegExp(`^${body.join("")}$`, "s");
}

describe("matchesWildcards", () => {
  it("matches as a regular expression does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", ".", "\n"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, fc.boolean(), (pattern, value, single) => {
        assert.equal(matchesWildcards(pattern, value, single), expression(pattern, single).test(value));
      }),
      { numRuns: 3000 },
    );
  });

  it("ends for a pattern of many stars, on which an expression would backtrack for years", () => {
    assert.equal(matchesWildcards("*a".repeat(60), "a".repeat(3000) + "b"), false);
  });
});
