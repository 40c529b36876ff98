import type { Rule } from "./rules";

/** A name in a configuration that stands for every policy of a pack. */
const everyPolicy = "all";

/**
 * Says which name in a policy configuration is none of the pack's policies, and what was probably meant; nothing if all
 * are known. A rule on the whole stack is no policy by itself: its level is set among the options.
 *
 * @param names the names that the configuration sets something for
 * @param policies names of the policies that the pack registers
 */
export function policyNameProblem(
  names: readonly string[],
  policies: readonly string[],
  rules: readonly Rule[],
): string | undefined {
  const stranger = [...names].sort().find((name) => name !== everyPolicy && !policies.includes(name));
  if (stranger === undefined) {
    return undefined;
  }
  const rule = rules.find(({ name }) => name === stranger);
  if (rule !== undefined) {
    return (
      `${stranger} is a rule of the policy ${rule.level} and cannot be set by itself; ` +
      `set its level in pack-settings, under options.levels`
    );
  }
  const known = [everyPolicy, ...policies, ...rules.map(({ name }) => name)];
  return `unknown policy ${quotable(stranger)}; did you mean ${nearest(stranger, known)}?`;
}

/** What stands where a name belongs may be anything; a long text, or one of other characters, is not repeated. */
function quotable(name: string): string {
  return /^[\w.-]{1,60}$/.test(name) ? name : "in the configuration";
}

/** The name that takes the fewest changes of single letters. */
function nearest(name: string, known: readonly string[]): string {
  const byDistance = known.map((each) => ({ each, changes: distance(name, each) }));
  return byDistance.reduce((best, other) => (other.changes < best.changes ? other : best)).each;
}

/** Levenshtein's distance: how many letters to insert, drop or change. */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1];
    for (const [column, against] of Array.from(other).entries()) {
      current.push(
        Math.min(
          (previous[column + 1] ?? 0) + 1,
          (current[column] ?? 0) + 1,
          (previous[column] ?? 0) + (letter === against ? 0 : 1),
        ),
      );
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
