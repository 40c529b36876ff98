/** What goes with a load balancer or a listener. */
import type { OperationContext } from "../../model/resourceType";
import { LISTENER, LISTENER_CERTIFICATE, LISTENER_RULE } from "../../model/tokens";

type Deleted = Pick<OperationContext, "id" | "account">;

/** Removes the rules and certificates of a deleted listener: they are parts of it. */
export function removePartsOf({ id, account }: Deleted): void {
  for (const type of [LISTENER_RULE, LISTENER_CERTIFICATE]) {
    for (const part of account.all(type).filter(({ inputs }) => inputs["listenerArn"] === id)) {
      account.remove(part);
    }
  }
}

/**
 * Removes the listeners of a deleted load balancer.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-delete.html
 */
export function removeListenersOf({ id, account }: Deleted): void {
  for (const listener of account.all(LISTENER).filter(({ inputs }) => inputs["loadBalancerArn"] === id)) {
    account.remove(listener);
    removePartsOf({ id: listener.id, account });
  }
}
