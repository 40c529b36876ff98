import assert from "node:assert/strict";
import { matchesName } from "../../../policy/values/namePatterns";
import { matchesIam } from "../../../policy/values/policyDocuments";
import { matchesWildcards } from "../../../policy/values/wildcards";

/** A generator of reproducible pseudo-random numbers below a limit. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** The definition, without regard to time: a `*` matches nothing, or one character and what is left. */
function matchesByDefinition(pattern: string, text: string, one: string | undefined): boolean {
  const [token] = pattern;
  if (token === undefined) {
    return text === "";
  }
  if (token === "*") {
    return (
      matchesByDefinition(pattern.slice(1), text, one) ||
      (text !== "" && matchesByDefinition(pattern, text.slice(1), one))
    );
  }
  return (
    text !== "" &&
    (token === text[0] || token === one) &&
    matchesByDefinition(pattern.slice(1), text.slice(1), one)
  );
}

describe("name patterns", () => {
  it("match like their definition, for 20,000 random patterns and names", () => {
    const below = randomBelow(20);
    const draw = (alphabet: string, length: number) =>
      Array.from({ length }, () => alphabet[below(alphabet.length)] ?? "").join("");
    for (let round = 0; round < 20_000; round++) {
      const pattern = draw("ab*?", below(7));
      const text = draw("ab?", below(8));
      const said = `${pattern} on ${text}`;
      assert.equal(matchesName(pattern, text), matchesByDefinition(pattern, text, undefined), said);
      assert.equal(matchesWildcards(pattern, text, true), matchesByDefinition(pattern, text, "?"), said);
    }
  });

  it("match the whole name, literally but for *, and case counts", () => {
    assert.ok(matchesName("urn:pulumi:*::site-alb", "urn:pulumi:prod::members::aws:lb/x:X::site-alb"));
    assert.ok(!matchesName("urn:pulumi:*::site-alb", "urn:pulumi:prod::members::aws:lb/x:X::site-alb-2"));
    assert.ok(!matchesName("a.c", "abc"));
    assert.ok(!matchesName("SITE", "site"));
    assert.ok(matchesIam("arn:aws:kms:*:key/?", "ARN:aws:KMS:eu-west-1:key/a"));
  });

  // With a regular expression each of these would run for longer than the test process lives.
  it("decide patterns with hundreds of stars", () => {
    const pattern = `${"*a".repeat(240)}*b`;
    assert.equal(matchesName(pattern, "a".repeat(500)), false);
    assert.equal(matchesName(pattern, `${"a".repeat(500)}b`), true);
    assert.equal(matchesIam(`${"*a?".repeat(200)}b`, "a".repeat(2000)), false);
  });
});
