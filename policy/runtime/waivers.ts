import type { Options } from "../options/options";
import type { Waiver } from "../options/waiverDefinition";
import type { RawResource } from "../resources/rawResource";
import type { Finding, Rule } from "../rules/rule";
import { buildModel, type StackModel } from "../stack/stack";
import { matchesName } from "../values/namePatterns";
import { judge, runsAs } from "./judgment";

/** Returns the waiver of a finding that is in force today. */
export function waiverFor(
  rule: string,
  finding: Pick<Finding, "urn" | "path">,
  { waivers }: Options,
  today: string,
): Waiver | undefined {
  return waivers.find((each) => each.rule === rule && covers(each, finding) && isInForce(each, today));
}

/** Returns whether a finding is on the resources, and the argument, that a waiver names. */
export function covers({ urn, path }: Waiver, finding: Pick<Finding, "urn" | "path">): boolean {
  return matchesName(urn, finding.urn) && (path === undefined || path === finding.path);
}

function isInForce({ expires }: Waiver, today: string): boolean {
  return expires >= today && expires <= aYearAfter(today);
}

/** Returns the last day on which a waiver of today may end. */
export function aYearAfter(today: string): string {
  const end = new Date(today);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return dayOf(end);
}

/** Formats a date as waivers do. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The name of the rule on waivers. */
export const waiverRule = "waiver-is-in-force";

/**
 * Creates the rule on waivers: one that has expired or does not apply must be removed.
 *
 * @param rules the rules that can be waived
 */
export function waiverIsInForce(rules: readonly Rule[], now: () => Date): Rule {
  return {
    name: waiverRule,
    displayName: "Waiver is in force",
    description: "Every waiver has a finding to waive, has not expired, and ends within a year.",
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
    check(model, options) {
      const found = new Findings(model, options, rules);
      return options.waivers.flatMap((waiver, i) => {
        const problem = problemWith(model, found, waiver, dayOf(now()));
        return problem === undefined ? [] : [{ ...problem, path: `waivers[${i}]` }];
      });
    },
  };
}

function problemWith(
  model: StackModel,
  found: Findings,
  waiver: Waiver,
  today: string,
): Omit<Finding, "path"> | undefined {
  const { rule: name, urn: pattern, expires, owner } = waiver;
  const matching = model.resources.filter(({ urn }) => matchesName(pattern, urn));
  const urn = matching[0]?.urn ?? model.resources[0]?.urn ?? "";
  const fix = "Remove the waiver from the configuration";
  const whose = owner === undefined ? "" : `, which ${owner} answers for,`;
  if (expires < today) {
    return {
      urn,
      why: `the waiver of ${name}${whose} expired on ${expires}`,
      fix: "Fix the finding, and remove the waiver from the configuration",
    };
  }
  if (expires > aYearAfter(today)) {
    const why = `the waiver of ${name} ends on ${expires}, more than a year from now, so it is not in force`;
    return { urn, why, fix: `End it on ${aYearAfter(today)} or before` };
  }
  return found.of(name, matching).some((finding) => covers(waiver, finding))
    ? undefined
    : { urn, why: `the waiver of ${name} has nothing to waive`, fix };
}

/** The findings of rules, of which those on the whole stack run once for all waivers. */
class Findings {
  private readonly onStack = new Map<string, readonly Finding[]>();

  constructor(
    private readonly model: StackModel,
    private readonly options: Options,
    private readonly rules: readonly Rule[],
  ) {}

  /** Returns what a rule finds; a rule on single resources runs on the given ones only. */
  of(name: string, matching: readonly RawResource[]): readonly Finding[] {
    const { model, options } = this;
    const rule = this.rules.find((each) => each.name === name);
    if (rule === undefined) {
      return [];
    }
    const own = runsAs(rule, options, undefined)
      ? judge(rule, buildModel(matching, model.declarations), options, undefined)
      : [];
    return [...own, ...this.ofStack(rule)];
  }

  private ofStack(rule: Rule): readonly Finding[] {
    const { model, options } = this;
    const policy = rule.scope === "resource" ? rule.stackPolicy : rule.scope;
    if (policy === undefined || !runsAs(rule, options, policy)) {
      return [];
    }
    const found = this.onStack.get(rule.name) ?? judge(rule, model, options, policy);
    this.onStack.set(rule.name, found);
    return found;
  }
}
