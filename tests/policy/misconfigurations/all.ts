import { addressMisconfigurations } from "./list/addresses";
import { behaviorMisconfigurations } from "./list/behaviors";
import { cloudfrontOriginMisconfigurations } from "./list/cloudfrontOrigins";
import { hygieneMisconfigurations } from "./list/hygiene";
import { keyMisconfigurations } from "./list/keys";
import { keyUserMisconfigurations } from "./list/keyUsers";
import { listenerMisconfigurations } from "./list/listeners";
import { loadBalancerMisconfigurations } from "./list/loadBalancers";
import { logMisconfigurations } from "./list/logs";
import { originGroupMisconfigurations } from "./list/originGroups";
import { otherEntryMisconfigurations } from "./list/otherEntries";
import { secretMisconfigurations } from "./list/secrets";
import { secureBehaviorMisconfigurations } from "./list/secureBehaviors";
import { securityGroupMisconfigurations } from "./list/securityGroups";
import { transportMisconfigurations } from "./list/transport";
import { unanalysableMisconfigurations } from "./list/unanalysable";
import type { Misconfiguration } from "./misconfiguration";

/** Every misconfiguration that the pack has to find, by what it belongs to. */
export const misconfigurationGroups: { title: string; misconfigurations: Misconfiguration[] }[] = [
  { title: "Load balancers", misconfigurations: loadBalancerMisconfigurations },
  { title: "Addresses", misconfigurations: addressMisconfigurations },
  { title: "Security groups, as one resource shows them", misconfigurations: securityGroupMisconfigurations },
  {
    title: "Security groups of origins, over several resources",
    misconfigurations: originGroupMisconfigurations,
  },
  { title: "Other entries", misconfigurations: otherEntryMisconfigurations },
  { title: "Entries that cannot be analysed", misconfigurations: unanalysableMisconfigurations },
  { title: "Origins of distributions", misconfigurations: cloudfrontOriginMisconfigurations },
  { title: "Secure paths", misconfigurations: secureBehaviorMisconfigurations },
  { title: "Behaviors around them", misconfigurations: behaviorMisconfigurations },
  { title: "Listeners and their rules", misconfigurations: listenerMisconfigurations },
  { title: "Secret headers", misconfigurations: secretMisconfigurations },
  { title: "Keys", misconfigurations: keyMisconfigurations },
  { title: "Users of keys", misconfigurations: keyUserMisconfigurations },
  { title: "Transport", misconfigurations: transportMisconfigurations },
  { title: "Instances, load balancers and responses", misconfigurations: hygieneMisconfigurations },
  { title: "Logs", misconfigurations: logMisconfigurations },
];

/** Every misconfiguration that the pack has to find. */
export const misconfigurations: Misconfiguration[] = misconfigurationGroups.flatMap(
  (group) => group.misconfigurations,
);
