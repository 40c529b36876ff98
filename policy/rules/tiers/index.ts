import type { Rule } from "../rule";
import { listenerDefaultActionRefuses } from "./listenerDefaultActionRefuses";
import { listenerRuleChecksOriginSecret } from "./listenerRuleChecksOriginSecret";
import { listenerRuleChecksSecretHeader } from "./listenerRuleChecksSecretHeader";
import { originSecretIsAccepted } from "./originSecretIsAccepted";
import { originSecretIsRandom } from "./originSecretIsRandom";
import { tiersHaveOwnPorts } from "./tiersHaveOwnPorts";
import { tiersHaveOwnSecrets } from "./tiersHaveOwnSecrets";
import { tiersHaveOwnTargets } from "./tiersHaveOwnTargets";

/** Rules on the two tiers and their secret headers, in the order in which they report. */
export const tierRules: readonly Rule[] = [
  listenerDefaultActionRefuses,
  listenerRuleChecksSecretHeader,
  listenerRuleChecksOriginSecret,
  originSecretIsAccepted,
  tiersHaveOwnSecrets,
  tiersHaveOwnTargets,
  tiersHaveOwnPorts,
  originSecretIsRandom,
];
