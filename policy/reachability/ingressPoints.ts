import type { Placement } from "../resources/network/placement";
import { resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { known } from "../values/field";
import { ipv6Addresses } from "./addresses/ipv6Addresses";
import { publicAddresses } from "./addresses/publicAddresses";
import type { Sender } from "./admission";
import { client, type IngressPoint } from "./ingressPoint";
import type { Network } from "./network";

/** Finds every ingress point except distributions. */
export function ingressPoints(model: StackModel, network: Network): IngressPoint[] {
  return [
    ...balancers(model),
    ...publicAddresses(model, network),
    ...ipv6Addresses(model, network),
    ...others(model, network),
  ];
}

/** Returns the sender of traffic from a resource of this stack. */
export function senderAt(network: Network, urn: string): Sender {
  const groups = network.membershipsOf(urn).flatMap(({ group }) => (group === undefined ? [] : [group]));
  const subnets = network.subnetsOf(urn);
  // Without a known subnet, only the security groups count; without those either, it may have any address.
  const ranges = network.rangesOf(subnets);
  return { isPublic: false, groups, ranges: ranges ?? (groups.length > 0 ? [] : undefined) };
}

function balancers(model: StackModel): IngressPoint[] {
  return model.loadBalancers
    .filter(({ internal }) => known(internal) !== true)
    .map(({ urn, internal }) => ({
      kind: "internet-facing load balancer",
      first: { urn, argument: internal.path },
      through: [],
      to: urn,
      sender: client,
      isSender: false,
      fix: "Set internal to true",
    }));
}

function others(model: StackModel, network: Network): IngressPoint[] {
  const listeners = new Map(model.listeners.map((listener) => [listener.urn, listener]));
  return model.otherEndpoints.flatMap(
    ({ urn, kind, target, source, placement, link, fix }): IngressPoint[] => {
      const found = urnsOf(
        model.links.to(
          urn,
          target,
          t.loadBalancer,
          t.listener,
          t.instance,
          t.networkInterface,
          t.eip,
          t.function,
          t.appRunnerConnector,
          t.subnet,
          t.defaultSubnet,
        ),
      );
      const links = urnsOf(model.links.to(urn, link, t.httpApiVpcLink));
      const sender =
        source === "client"
          ? client
          : source === "privateLink"
            ? { isPublic: false, groups: [], ranges: undefined, isPrivateLink: true }
            : senderOf(model, network, urn, placement, links);
      const base = { kind, first: { urn, argument: target.path }, sender, fix };
      return found.flatMap((to): IngressPoint[] => {
        const listener = listeners.get(to);
        if (listener !== undefined) {
          const balancer = urnsOf(model.links.to(to, listener.loadBalancer, t.loadBalancer));
          const through = [{ urn: to, argument: listener.loadBalancer.path }];
          return balancer.map((each) => ({ ...base, through, to: each, isSender: false }));
        }
        if (model.links.isOf(to, [t.subnet, t.defaultSubnet])) {
          const through = [{ urn: to, argument: "id" }];
          return placedIn(model, network, to).map((each) => ({
            ...base,
            through,
            to: each,
            isSender: false,
          }));
        }
        return [
          { ...base, through: [], to, isSender: model.links.isOf(to, [t.function, t.appRunnerConnector]) },
        ];
      });
    },
  );
}

function senderOf(
  model: StackModel,
  network: Network,
  urn: string,
  placement: Placement | undefined,
  links: readonly string[],
): Sender {
  const [link] = links;
  if (link !== undefined) {
    return senderAt(network, link);
  }
  if (placement === undefined) {
    return { isPublic: false, groups: [], ranges: undefined };
  }
  const groups = network.resolve(urn, placement.securityGroups).flatMap(({ group }) => group ?? []);
  const subnets = placement.subnets.flatMap((field) => network.subnetsIn(urn, field));
  return { isPublic: false, groups, ranges: network.rangesOf(subnets) ?? [] };
}

/** Returns the instances and Auto Scaling groups in a subnet. */
function placedIn(model: StackModel, network: Network, subnet: string): string[] {
  const servers = model.servers.filter(({ urn }) => network.subnetsOf(urn).includes(subnet));
  const groups = model.autoScalingGroups.filter(({ urn, subnets }) =>
    subnets.some((field) => network.subnetsIn(urn, field).includes(subnet)),
  );
  return [...servers, ...groups].map(({ urn }) => urn);
}
