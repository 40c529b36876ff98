import { hygieneRules } from "./hygiene";
import { ingressRules } from "./ingress";
import { keyRules } from "./keys";
import type { Rule } from "./rule";
import { signingRules } from "./signing";
import { tierRules } from "./tiers";
import { transportRules } from "./transport";

/** Every rule except that on waivers, in the order in which they report. */
export const rules: readonly Rule[] = [
  ...ingressRules,
  ...signingRules,
  ...tierRules,
  ...keyRules,
  ...transportRules,
  ...hygieneRules,
];
