import type { Sender } from "./admission";
import type { Hop } from "./forwarding";

/** A resource that the internet can reach other than through CloudFront, and its target. */
export interface IngressPoint {
  /** Completes "through this …" in a message. */
  readonly kind: string;
  readonly first: Hop;
  /** Further resources before `to`. */
  readonly through: readonly Hop[];
  readonly to: string;
  readonly sender: Sender;
  /** Whether `to` sends the traffic, rather than having to admit it. */
  readonly isSender: boolean;
  readonly fix: string;
}

/** A client on the internet. */
export const client: Sender = { isPublic: true, groups: [], ranges: undefined };

/** Creates the ingress point of an address that the internet can connect to. */
export function addressPoint(
  point: Pick<IngressPoint, "kind" | "first" | "to" | "fix">,
  ...through: Hop[]
): IngressPoint {
  return { ...point, through, sender: client, isSender: false };
}
