import type { Finding, Rule } from "../rules";
import { buildModel, type StackModel } from "../stack/stack";
import { matches, type Options, type Waiver } from "./options";

/** The waiver that holds for a finding today, if there is one. */
export function waiverFor(
  rule: string,
  urn: string,
  { waivers }: Options,
  today: string,
): Waiver | undefined {
  return waivers.find((each) => each.rule === rule && matches(each.urn, urn) && each.expires >= today);
}

/** A day as waivers spell it. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/**
 * The rule on waivers themselves: one that has expired, or that has nothing to waive, is to be taken out.
 *
 * @param rules the rules that can be waived
 */
export function waiverIsInForce(rules: readonly Rule[], now: () => Date): Rule {
  return {
    name: "waiver-is-in-force",
    displayName: "Waiver is in force",
    description: "Every waiver is for a finding that there is, and has not expired.",
    severity: "medium",
    enforcementLevel: "mandatory",
    tags: ["configuration", "waivers"],
    remediationSteps: "Put right what the waiver was for, or take the waiver out of the configuration.",
    url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_securely_operate_threat_model.html",
    level: "stack-hygiene",
    types: "all",
    options: ["waivers"],
    onUnknown: "deny",
    check: (model, options) =>
      options.waivers.flatMap((waiver, i) => {
        const judged = judge(model, options, rules, waiver, dayOf(now()));
        return judged === undefined ? [] : [{ ...judged, path: `waivers[${i}]` }];
      }),
  };
}

function judge(
  model: StackModel,
  options: Options,
  rules: readonly Rule[],
  waiver: Waiver,
  today: string,
): Omit<Finding, "path"> | undefined {
  const { rule: name, urn: pattern, expires } = waiver;
  const rule = rules.find((each) => each.name === name);
  const concerned = model.resources.filter(({ urn }) => matches(pattern, urn));
  const urn = concerned[0]?.urn ?? model.resources[0]?.urn ?? "";
  const fix = "Take the waiver out of the configuration";
  if (expires < today) {
    return { urn, why: `the waiver of ${name} expired on ${expires}`, fix };
  }
  // A rule on single resources is asked about those that the waiver names; one on the stack needs all of it.
  const scope = rule?.level === "resource" ? buildModel(concerned, model.declarations) : model;
  const found = rule?.check(scope, options) ?? [];
  return found.some((finding) => matches(pattern, finding.urn))
    ? undefined
    : { urn, why: `the waiver of ${name} has nothing to waive`, fix };
}
