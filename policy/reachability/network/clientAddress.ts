import type { TargetGroup } from "../../resources/loadBalancing/listeners";
import { is, known } from "../../values/field";

/** Whether targets see the address of a client; `maybe` if that is unknown. */
export type Preservation = "yes" | "no" | "maybe";

/**
 * Returns whether the targets of a network load balancer see the address of its client: those registered by address do not by
 * default for TCP and TLS, all others do.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 */
export function preservation(group: TargetGroup | undefined): Preservation {
  if (group === undefined || group.preservesClient.state === "unknown") {
    return "maybe";
  }
  const set = known(group.preservesClient);
  if (set !== undefined) {
    return set ? "yes" : "no";
  }
  if (group.targetType.state === "unknown") {
    return "maybe";
  }
  if (!is(group.targetType, "ip")) {
    return "yes";
  }
  return is(group.protocol, "TCP", "TLS") ? "no" : "maybe";
}
