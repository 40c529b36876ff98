import { closest } from "fastest-levenshtein";
import type { Rule } from "../rules";

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
  return `unknown policy ${quotable(stranger)}; did you mean ${closest(stranger, known)}?`;
}

/** What stands where a name belongs may be anything; a long text, or one of other characters, is not repeated. */
function quotable(name: string): string {
  return /^[\w.-]{1,60}$/.test(name) ? name : "in the configuration";
}
