import type { Place } from "../resources/network/otherEndpoints";
import { resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { known } from "../values/field";
import { MultiMap } from "../values/multiMap";
import type { Sender } from "./admission";
import type { Hop } from "./delivery";
import type { Network } from "./network";

/** A place where the internet gets in: the first hop, and where it leads. */
export interface IngressPoint {
  /** What it is, as the end of "through this …". */
  readonly kind: string;
  readonly first: Hop;
  /** Further resources that make the entry, before `to`. */
  readonly through: readonly Hop[];
  readonly to: string;
  readonly sender: Sender;
  /** Whether `to` is the place of the sender, and not the target that has to admit it. */
  readonly isSender: boolean;
  readonly fix: string;
}

const client: Sender = { isPublic: true, groups: [], ranges: undefined };

/** Finds every place where the internet gets in, but for distributions. */
export function ingressPoints(model: StackModel, network: Network): IngressPoint[] {
  return [
    ...balancers(model),
    ...addresses(model, network),
    ...ipv6(model, network),
    ...others(model, network),
  ];
}

/** The sender that traffic from a place of this stack is. */
export function senderAt(network: Network, urn: string): Sender {
  const groups = network.membershipsOf(urn).flatMap(({ group }) => (group === undefined ? [] : [group]));
  const subnets = network.subnetsOf(urn);
  // Without a subnet that can be seen, the groups alone tell; for all its members say, it may be anywhere.
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

/** Public addresses of IPv4, by any of the ways to get one. */
function addresses(model: StackModel, network: Network): IngressPoint[] {
  return model.addresses.flatMap((address): IngressPoint[] => {
    const { urn } = address;
    const at = (argument: string, to: readonly string[], fix: string): IngressPoint[] =>
      to.map((each) => ({
        kind: "public address",
        first: { urn, argument },
        through: [],
        to: each,
        sender: client,
        isSender: false,
        fix,
      }));
    if (address.kind === "elastic") {
      const link = model.links.to(urn, address.target, t.instance, t.networkInterface, t.loadBalancer);
      return at(address.path, urnsOf(link), "Remove the address");
    }
    if (address.kind === "defaultSubnet") {
      return at(address.path, [urn], "Set subnetId to a private subnet");
    }
    const { assigned } = address;
    if (assigned.state === "absent" || (assigned.state === "known" && !assigned.value)) {
      return [];
    }
    const launched = network.launched.get(urn);
    return at(assigned.path, launched.length > 0 ? launched : [urn], `Set ${assigned.path} to false`);
  });
}

/** Addresses of IPv6 are public; a route to an internet gateway makes them reachable. */
function ipv6(model: StackModel, network: Network): IngressPoint[] {
  const routed = ipv6Subnets(model);
  return model.servers.flatMap(({ urn, ipv6: asked }): IngressPoint[] => {
    if (asked.state === "absent") {
      return [];
    }
    const launched = network.launched.get(urn);
    return (launched.length > 0 ? launched : [urn]).flatMap((to) => {
      const group = model.groups.find((each) => each.urn === to);
      const subnets =
        group === undefined
          ? network.subnetsOf(to)
          : group.subnets.flatMap((field) => network.subnetsIn(to, field));
      const route = subnets.flatMap((subnet) => routed.get(subnet)).at(0);
      return route === undefined
        ? []
        : [
            {
              kind: "IPv6 address",
              first: { urn, argument: asked.path },
              through: [route],
              to,
              sender: client,
              isSender: false,
              fix: "Remove the route from these subnets to the internet gateway",
            },
          ];
    });
  });
}

/** The routes that open each subnet to the internet by IPv6. */
function ipv6Subnets(model: StackModel): MultiMap<Hop> {
  const byTable = new MultiMap<Hop>();
  for (const { urn, table, gateway } of model.ipv6Routes) {
    // A gateway that this stack does not make has an id that says what it is.
    const link = model.links.to(urn, gateway, t.internetGateway);
    const isInternet = link.state === "inside" || (link.state === "outside" && link.value.startsWith("igw-"));
    const tables = table.state === "absent" ? [urn] : urnsOf(model.links.to(urn, table, t.routeTable));
    for (const each of isInternet ? tables : []) {
      byTable.add(each, { urn, argument: gateway.path });
    }
  }
  const bySubnet = new MultiMap<Hop>();
  for (const { urn, table, subnet } of model.routeTableUses) {
    const routes = urnsOf(model.links.to(urn, table, t.routeTable)).flatMap((each) => byTable.get(each));
    for (const each of urnsOf(model.links.to(urn, subnet, t.subnet, t.defaultSubnet))) {
      bySubnet.add(each, ...routes);
    }
  }
  return bySubnet;
}

function others(model: StackModel, network: Network): IngressPoint[] {
  const listeners = new Map(model.listeners.map((listener) => [listener.urn, listener]));
  return model.entries.flatMap(({ urn, kind, target, arrives, place, link, fix }): IngressPoint[] => {
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
      arrives === "client"
        ? client
        : arrives === "privateLink"
          ? { isPublic: false, groups: [], ranges: undefined, isPrivateLink: true }
          : sentFrom(model, network, urn, place, links);
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
        return placedIn(model, network, to).map((each) => ({ ...base, through, to: each, isSender: false }));
      }
      return [
        { ...base, through: [], to, isSender: model.links.isOf(to, [t.function, t.appRunnerConnector]) },
      ];
    });
  });
}

function sentFrom(
  model: StackModel,
  network: Network,
  urn: string,
  place: Place | undefined,
  links: readonly string[],
): Sender {
  const [link] = links;
  if (link !== undefined) {
    return senderAt(network, link);
  }
  if (place === undefined) {
    return { isPublic: false, groups: [], ranges: undefined };
  }
  const groups = network.resolve(urn, place.securityGroups).flatMap(({ group }) => group ?? []);
  const subnets = place.subnets.flatMap((field) => network.subnetsIn(urn, field));
  return { isPublic: false, groups, ranges: network.rangesOf(subnets) ?? [] };
}

/** What has its place in a subnet. */
function placedIn(model: StackModel, network: Network, subnet: string): string[] {
  const servers = model.servers.filter(({ urn }) => network.subnetsOf(urn).includes(subnet));
  const groups = model.groups.filter(({ urn, subnets }) =>
    subnets.some((field) => network.subnetsIn(urn, field).includes(subnet)),
  );
  return [...servers, ...groups].map(({ urn }) => urn);
}
