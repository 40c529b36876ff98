import { placementIn } from "../../resources/classification/placement";
import type { RawResource } from "../../resources/rawResource";
import type { StackModel } from "../../stack/stack";
import type { IngressPoint } from "../ingressPoint";
import type { Network } from "../network/network";
import { senderOf } from "../network/senders";
import { anywhere } from "./unresolvedTargets";

const absent = { state: "absent", path: "" } as const;

/**
 * Returns the ingress point of a resource that accepts requests and sends others from its subnets and security groups.
 * Without either it sends from addresses of AWS, unless its place is elsewhere, such as in a cluster: then it may be any.
 */
export function unfollowedSender(
  model: StackModel,
  network: Network,
  resource: RawResource,
  kind: string,
): IngressPoint | undefined {
  const { urn, type, props } = resource;
  if (isInOwnCluster(model, resource)) {
    return undefined;
  }
  const placement = placementIn(props);
  const isPlaced = placement.securityGroups.length > 0 || placement.subnets.length > 0;
  if (!isPlaced && type.startsWith("aws:")) {
    return undefined;
  }
  const sender = senderOf(model, network, { urn, placement: isPlaced ? placement : undefined, link: absent });
  return {
    kind,
    first: { urn, argument: "" },
    through: [],
    to: urn,
    // What an object names is the place of its load balancer; that of its cluster is not known.
    sender: type.startsWith("aws:")
      ? sender
      : { ...sender, hasUnknownGroup: true, ranges: undefined, vpcs: undefined },
    isSender: true,
    within: anywhere,
    fix: "Remove the rule that admits it, or list the type in the option harmlessTypes",
  };
}

/** Returns whether the provider of a resource is configured with a cluster of this stack, which is judged itself. */
function isInOwnCluster(model: StackModel, { provider }: RawResource): boolean {
  const configured = model.links.resource(provider?.urn ?? "")?.propertyDependencies ?? {};
  return Object.values(configured)
    .flat()
    .some(({ type }) => type.startsWith("aws:eks/cluster:"));
}
