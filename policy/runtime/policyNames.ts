import { closest } from "fastest-levenshtein";
import type { Rule } from "../rules/rule";

/** The name by which a configuration means every policy. */
const everyPolicy = "all";

/**
 * Finds a name in a policy configuration that is not one of the pack's policies, and suggests the right one; returns
 * `undefined` if all are known. A rule on the whole stack is not a policy: its level is set in the options.
 *
 * @param names the names in the configuration
 * @param policies the names of the pack's policies
 */
export function policyNameProblem(
  names: readonly string[],
  policies: readonly string[],
  rules: readonly Rule[],
): string | undefined {
  const unknown = [...names].sort().find((name) => name !== everyPolicy && !policies.includes(name));
  if (unknown === undefined) {
    return undefined;
  }
  const rule = rules.find(({ name }) => name === unknown);
  if (rule !== undefined) {
    return (
      `${unknown} is a rule of the policy ${rule.scope}, not a policy; ` +
      `set its level in pack-settings, under options.levels`
    );
  }
  const known = [everyPolicy, ...policies, ...rules.map(({ name }) => name)];
  return `unknown policy ${quotable(unknown)}; did you mean ${closest(unknown, known)}?`;
}

/** Repeats a name; anything that is not spelled like one is not repeated. */
function quotable(name: string): string {
  return /^[\w.-]{1,60}$/.test(name) ? name : "in the configuration";
}
