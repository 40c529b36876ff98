import { addressHoles } from "./list/addresses";
import { behaviorHoles } from "./list/behaviors";
import { cloudfrontOriginHoles } from "./list/cloudfrontOrigins";
import { hygieneHoles } from "./list/hygiene";
import { keyHoles } from "./list/keys";
import { keyUserHoles } from "./list/keyUsers";
import { listenerHoles } from "./list/listeners";
import { loadBalancerHoles } from "./list/loadBalancers";
import { logHoles } from "./list/logs";
import { originGroupHoles } from "./list/originGroups";
import { otherEntryHoles } from "./list/otherEntries";
import { secretHoles } from "./list/secrets";
import { secureBehaviorHoles } from "./list/secureBehaviors";
import { securityGroupHoles } from "./list/securityGroups";
import { transportHoles } from "./list/transport";
import { unanalysableHoles } from "./list/unanalysable";
import type { Hole } from "./misconfiguration";

/** Every hole that the pack has to find, by what it belongs to. */
export const holeGroups: { title: string; holes: Hole[] }[] = [
  { title: "Load balancers", holes: loadBalancerHoles },
  { title: "Addresses", holes: addressHoles },
  { title: "Security groups, as one resource shows them", holes: securityGroupHoles },
  { title: "Security groups of origins, over several resources", holes: originGroupHoles },
  { title: "Other entries", holes: otherEntryHoles },
  { title: "Entries that cannot be analysed", holes: unanalysableHoles },
  { title: "Origins of distributions", holes: cloudfrontOriginHoles },
  { title: "Secure paths", holes: secureBehaviorHoles },
  { title: "Behaviors around them", holes: behaviorHoles },
  { title: "Listeners and their rules", holes: listenerHoles },
  { title: "Secret headers", holes: secretHoles },
  { title: "Keys", holes: keyHoles },
  { title: "Users of keys", holes: keyUserHoles },
  { title: "Transport", holes: transportHoles },
  { title: "Instances, load balancers and responses", holes: hygieneHoles },
  { title: "Logs", holes: logHoles },
];

/** Every hole that the pack has to find. */
export const holes: Hole[] = holeGroups.flatMap((group) => group.holes);
