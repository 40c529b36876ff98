import type { Options } from "../options/options";
import { isAdvice, pathText } from "../reachability/ingressPaths";
import { type Concern, surroundingsOf } from "../reachability/surroundings";
import type { Finding, Rule, StackPolicyName } from "../rules/rule";
import type { StackModel } from "../stack/stack";

/** Returns the policy as part of which a rule runs on the whole stack, or `undefined` if it runs on single resources. */
export function stackPolicyOf(
  { scope, stackPolicy }: Rule,
  { protect }: Pick<Options, "protect">,
): StackPolicyName | undefined {
  return scope === "resource" ? (protect === "all" ? undefined : stackPolicy) : scope;
}

/**
 * Returns what a rule reports. Of a rule on single resources that runs on the whole stack, only findings on what is
 * protected, on the paths to it and on what may be anywhere; with the option `scope: "stack"` the others are advisories, as
 * are those on paths for administrators.
 */
export function judge(rule: Rule, model: StackModel, options: Options): Finding[] {
  const findings = rule.check(model, options);
  if (rule.scope !== "resource" || findings.length === 0 || stackPolicyOf(rule, options) === undefined) {
    return findings;
  }
  const surroundings = surroundingsOf(model, options);
  return findings.flatMap((finding): Finding[] => {
    const concern = surroundings.of(finding.urn);
    if (concern !== undefined) {
      const { path } = concern;
      const told = rule.stackPolicy === "ingress-paths" ? withWay(finding, concern) : finding;
      return [path !== undefined && isAdvice(model, path) ? { ...told, level: "advisory" } : told];
    }
    return options.scope === "stack" ? [{ ...finding, level: "advisory" }] : [];
  });
}

/** Names what a resource leads to, and the whole path if there is one. */
function withWay(finding: Finding, { of, path }: Concern): Finding {
  if (path !== undefined) {
    return { ...finding, why: `${finding.why}: ${pathText(path)}` };
  }
  if (of === finding.urn) {
    return finding;
  }
  const what =
    of === undefined ? "it may be anywhere, so it may lead to what is protected" : `it belongs to ${of}`;
  return { ...finding, why: `${finding.why}, and ${what}` };
}
