/** How much a finding weighs in an environment; `off` where a rule has nothing to say there. */
export type Enforcement = "mandatory" | "advisory" | "off";

/** The stack policies under which the rules that need links are registered: three, for each costs a walk. */
type StackPolicy = "ingress-paths" | "signing-and-tiers" | "stack-hygiene";

/** What is expected of a rule of the pack. */
export interface ExpectedRule {
  /** Only for rules on the whole stack: the registered policy that they belong to. */
  readonly policy?: StackPolicy;
  readonly severity: "critical" | "high" | "medium" | "low";
  readonly dev: Enforcement;
  readonly prod: Enforcement;
  /** What it decides, in one sentence. */
  readonly decides: string;
}

/** The same in both environments. */
export const ALWAYS = { dev: "mandatory", prod: "mandatory" } as const;

/** Said in dev, demanded in prod. */
export const IN_PROD = { dev: "advisory", prod: "mandatory" } as const;
