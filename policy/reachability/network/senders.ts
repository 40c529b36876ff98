import type { Placement } from "../../resources/network/placement";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import type { Field } from "../../values/field";
import type { Sender } from "./admission";
import type { Network } from "./network";

/** Returns the sender of traffic from a resource of this stack. */
export function senderAt(network: Network, urn: string): Sender {
  const memberships = network.membershipsOf(urn);
  const groups = memberships.flatMap(({ group }) => group ?? []);
  const named = [urn, ...network.interfacesOf(urn)]
    .map((each) => network.subnets.addressesOf(each))
    .filter(({ isNamed }) => isNamed);
  const isAnywhere = named.some(({ ranges }) => ranges === undefined);
  return {
    isPublic: false,
    groups,
    // Without a subnet, only the security groups count; without those either, it may have any address.
    ranges:
      isAnywhere || (named.length === 0 && groups.length === 0)
        ? undefined
        : named.flatMap(({ ranges }) => ranges ?? []),
    hasUnknownGroup: memberships.some(({ group }) => group === undefined),
    vpcs: network.vpcsOf(urn),
    resource: urn,
  };
}

/** Returns the sender of traffic from an endpoint with a placement of its own, or that uses a link. */
export function senderOf(
  model: StackModel,
  network: Network,
  { urn, placement, link }: { urn: string; placement: Placement | undefined; link: Field<string> },
): Sender {
  const links = urnsOf(model.links.to(urn, link, t.httpApiVpcLink, t.latticeGateway, t.clientVpnEndpoint));
  const [first] = links;
  if (placement === undefined) {
    return first === undefined
      ? { isPublic: false, groups: [], ranges: undefined, hasUnknownGroup: true, resource: urn }
      : merged(links.map((each) => senderAt(network, each)));
  }
  const memberships = network.resolve(urn, placement.securityGroups);
  const own: Sender = {
    isPublic: false,
    groups: memberships.flatMap(({ group }) => group ?? []),
    ranges: network.subnets.addressesIn(urn, placement.subnets).ranges,
    hasUnknownGroup: memberships.some(({ group }) => group === undefined),
    vpcs: network.subnets.vpcsIn(urn, placement),
    resource: urn,
  };
  return first === undefined
    ? own
    : { ...own, groups: [...own.groups, ...links.flatMap((each) => senderAt(network, each).groups)] };
}

function merged(senders: readonly Sender[]): Sender {
  const [only] = senders;
  if (senders.length === 1 && only !== undefined) {
    return only;
  }
  const ranges = senders.map((each) => each.ranges);
  return {
    isPublic: senders.some(({ isPublic }) => isPublic),
    groups: senders.flatMap(({ groups }) => groups),
    ranges: ranges.some((each) => each === undefined) ? undefined : ranges.flatMap((each) => each ?? []),
    hasUnknownGroup: senders.some(({ hasUnknownGroup }) => hasUnknownGroup === true),
  };
}
