import type { Options, Waiver } from "../options/options";
import type { Finding, Rule } from "../rules/rule";
import { buildModel, type StackModel } from "../stack/stack";
import { matchesName } from "../values/namePatterns";
import { judge, stackPolicyOf } from "./judgment";

/** Returns the waiver of a finding that is in force today. */
export function waiverFor(
  rule: string,
  urn: string,
  { waivers }: Options,
  today: string,
): Waiver | undefined {
  return waivers.find((each) => each.rule === rule && matchesName(each.urn, urn) && each.expires >= today);
}

/** Formats a date as waivers do. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/**
 * Creates the rule on waivers: one that has expired or does not apply must be removed.
 *
 * @param rules the rules that can be waived
 */
export function waiverIsInForce(rules: readonly Rule[], now: () => Date): Rule {
  return {
    name: "waiver-is-in-force",
    displayName: "Waiver is in force",
    description: "Every waiver has a finding to waive, and has not expired.",
    rationale: "An expired waiver hides nothing, but one without a finding would hide a future one.",
    severity: "medium",
    enforcementLevel: "mandatory",
    tags: ["configuration", "waivers"],
    remediationSteps: "Fix the finding, or remove the waiver from the configuration.",
    url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_securely_operate_threat_model.html",
    scope: "stack-hygiene",
    types: "all",
    options: ["waivers"],
    onUnknown: "deny",
    check: (model, options) =>
      options.waivers.flatMap((waiver, i) => {
        const problem = problemWith(model, options, rules, waiver, dayOf(now()));
        return problem === undefined ? [] : [{ ...problem, path: `waivers[${i}]` }];
      }),
  };
}

function problemWith(
  model: StackModel,
  options: Options,
  rules: readonly Rule[],
  waiver: Waiver,
  today: string,
): Omit<Finding, "path"> | undefined {
  const { rule: name, urn: pattern, expires } = waiver;
  const rule = rules.find((each) => each.name === name);
  const matching = model.resources.filter(({ urn }) => matchesName(pattern, urn));
  const urn = matching[0]?.urn ?? model.resources[0]?.urn ?? "";
  const fix = "Remove the waiver from the configuration";
  if (expires < today) {
    return { urn, why: `the waiver of ${name} expired on ${expires}`, fix };
  }
  // A rule on single resources runs on those that match the waiver; one on the stack needs all resources.
  const runsOnStack = rule !== undefined && stackPolicyOf(rule, options) !== undefined;
  const subject = runsOnStack ? model : buildModel(matching, model.declarations);
  const found = rule === undefined ? [] : judge(rule, subject, options);
  return found.some((finding) => matchesName(pattern, finding.urn))
    ? undefined
    : { urn, why: `the waiver of ${name} has nothing to waive`, fix };
}
