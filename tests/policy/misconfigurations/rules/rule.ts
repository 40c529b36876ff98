/** The enforcement level of a rule in an environment; `off` if the rule does not apply there. */
export type Enforcement = "mandatory" | "advisory" | "off";

/** The stack policies that hold the rules on whole stacks: three, because each costs a pass over the stack. */
type StackPolicy = "ingress-paths" | "signing-and-tiers" | "stack-hygiene";

/** The expected metadata of a rule. */
export interface ExpectedRule {
  /** The stack policy of a rule on the whole stack. */
  readonly policy?: StackPolicy;
  readonly severity: "critical" | "high" | "medium" | "low";
  readonly dev: Enforcement;
  readonly prod: Enforcement;
  /** What it requires, in one sentence. */
  readonly requires: string;
}

/** Mandatory in both environments. */
export const ALWAYS = { dev: "mandatory", prod: "mandatory" } as const;

/** Advisory in dev, mandatory in prod. */
export const IN_PROD = { dev: "advisory", prod: "mandatory" } as const;
