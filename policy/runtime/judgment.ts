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
 * Returns whether a rule runs as part of a policy on the whole stack, or on single resources if that is `undefined`. A rule
 * on single resources that also checks places of others runs as both.
 */
export function runsAs(
  rule: Rule,
  options: Pick<Options, "protect">,
  policy: StackPolicyName | undefined,
): boolean {
  const own = stackPolicyOf(rule, options);
  return own === policy || (own === undefined && rule.places !== undefined && rule.stackPolicy === policy);
}

/**
 * Returns what a rule reports. Of a rule on single resources that runs on the whole stack, only findings on what is
 * protected, on the paths to it and on what may be anywhere; with the option `scope: "stack"` the others are advisories, as
 * are those on paths for administrators.
 *
 * @param policy the policy on the whole stack as part of which it runs; undefined for single resources
 */
export function judge(
  rule: Rule,
  model: StackModel,
  options: Options,
  policy: StackPolicyName | undefined = stackPolicyOf(rule, options),
): Finding[] {
  const all = rule.check(model, options);
  if (rule.scope !== "resource" || all.length === 0) {
    return all;
  }
  const { places = [] } = rule;
  const isOnPlace = ({ urn }: Finding) => places.length > 0 && model.links.isOf(urn, places);
  if (policy === undefined) {
    return all.filter((finding) => !isOnPlace(finding));
  }
  const findings = stackPolicyOf(rule, options) === undefined ? all.filter(isOnPlace) : all;
  const surroundings = findings.length === 0 ? undefined : surroundingsOf(model, options);
  return findings.flatMap((finding): Finding[] => {
    const concern = surroundings?.of(finding.urn);
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
