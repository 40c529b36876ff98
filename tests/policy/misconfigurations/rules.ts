import { hygieneRules } from "./rules/hygiene";
import { ingressRules } from "./rules/ingress";
import { keyRules } from "./rules/keys";
import type { ExpectedRule } from "./rules/rule";
import { signingRules } from "./rules/signing";
import { tierRules } from "./rules/tiers";
import { transportRules } from "./rules/transport";

/** Every rule of the pack, by name. */
export const rules = {
  ...ingressRules,
  ...signingRules,
  ...tierRules,
  ...keyRules,
  ...transportRules,
  ...hygieneRules,
} as const satisfies Record<string, ExpectedRule>;

/** The name of a rule. */
export type RuleName = keyof typeof rules;

/** Tells whether a rule runs on one resource before it is created, or on the stack at the end. */
export function scopeOf(name: RuleName): "resource" | "stack" {
  return "policy" in rules[name] ? "stack" : "resource";
}
