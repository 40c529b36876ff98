/** Decides who may open what, by claims, rules and paths. */
import type { Entitlement } from "../config";

/** Claims of an identity token, as the issuer sent them. */
export type Claims = Readonly<Record<string, unknown>>;

function valuesOf(claim: unknown): readonly string[] {
  if (Array.isArray(claim)) {
    return claim.flatMap((one: unknown) => (typeof one === "string" ? [one] : []));
  }
  return typeof claim === "string" || typeof claim === "boolean" ? [String(claim)] : [];
}

/** Returns the names of the rules whose claim has one of their values. */
export function grantsFor(claims: Claims, rules: readonly Entitlement[]): string[] {
  return rules
    .filter((rule) => {
      const held = Object.hasOwn(claims, rule.claim) ? valuesOf(claims[rule.claim]) : [];
      return rule.anyOf.some((wanted) => held.includes(wanted));
    })
    .map(({ name }) => name);
}

/** Returns the rule of a canonical path. Prefixes never contain one another. */
export function ruleFor(path: string, rules: readonly Entitlement[]): Entitlement | undefined {
  return rules.find(({ prefix }) => path.startsWith(prefix));
}

/** Tells whether a person with these grants may open a canonical path; without a rule, nobody may. */
export function mayOpen(path: string, grants: readonly string[], rules: readonly Entitlement[]): boolean {
  const rule = ruleFor(path, rules);
  return rule !== undefined && grants.includes(rule.name);
}
