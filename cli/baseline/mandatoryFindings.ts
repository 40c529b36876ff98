/** Judges the state of a stack as a preview of the unchanged program does. */
import type { Options } from "../../policy/options/options";
import { Declarations } from "../../policy/resources/cloudfront/declarations";
import { canonicalType } from "../../policy/resources/resourceTypes";
import type { Finding, Rule } from "../../policy/rules/rule";
import { judge, runsAs } from "../../policy/runtime/judgment";
import { buildModel } from "../../policy/stack/stack";
import { resourcesOf } from "../explainStack/stackResources";
import type { Found } from "./entries";

/**
 * Returns the findings that fail a preview.
 *
 * @param state the output of `pulumi stack export`
 * @param rules the rules of the pack
 */
export function mandatoryFindings(state: unknown, rules: readonly Rule[], options: Options): Found[] {
  const declarations = new Declarations();
  const programmed = resourcesOf(state, "inputs");
  for (const resource of programmed) {
    declarations.record(resource);
  }
  const stack = buildModel(resourcesOf(state), declarations);
  return rules
    .filter(({ name, enforcementLevel }) => (options.levels[name] ?? enforcementLevel) === "mandatory")
    .flatMap((rule) => {
      const single = runsAs(rule, options, undefined)
        ? programmed
            .filter(({ type }) => checks(rule, type))
            .flatMap((each) => judge(rule, buildModel([each], declarations), options, undefined))
        : [];
      const policy = rule.scope === "resource" ? rule.stackPolicy : rule.scope;
      const whole =
        policy !== undefined && runsAs(rule, options, policy) ? judge(rule, stack, options, policy) : [];
      const unknown = options.onUnknown[rule.name] ?? rule.onUnknown;
      return [...single, ...whole]
        .filter((finding) => isMandatory(finding, unknown))
        .map(({ urn, path }) => ({ rule: rule.name, urn, path }));
    });
}

function checks({ types }: Rule, token: string): boolean {
  const type = canonicalType(token);
  return types === "all" || (type !== undefined && types.includes(type));
}

function isMandatory({ level, unknown }: Finding, onUnknown: Rule["onUnknown"]): boolean {
  return level !== "advisory" && (unknown !== true || onUnknown === "deny");
}
