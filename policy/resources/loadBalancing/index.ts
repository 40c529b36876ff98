import { attachments, interfaceSecurityGroups } from "./attachments";
import { listenerRules, listeners, targetGroups } from "./listeners";
import { loadBalancers } from "./loadBalancers";

/** Every kind of load-balancing record. */
export const loadBalancingRecords = {
  attachments,
  interfaceSecurityGroups,
  listeners,
  listenerRules,
  targetGroups,
  loadBalancers,
};
