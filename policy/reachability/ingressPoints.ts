import { resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { known } from "../values/field";
import { MultiMap } from "../values/multiMap";
import { endpointPoints } from "./endpointPoints";
import type { Hop } from "./forwarding";
import type { IngressPoint } from "./ingressPoint";
import type { Network } from "./network";
import { perModel } from "./perModel";
import { privateLinkPoints } from "./privateLink";
import { client } from "./senders";

/** What launches instances with the addresses that their subnet assigns. */
const launching = [t.autoScalingGroup, t.instance, t.spotInstanceRequest] as const;

/** Finds every ingress point except distributions. */
export function ingressPoints(model: StackModel, network: Network): IngressPoint[] {
  return [
    ...balancers(model),
    ...addresses(model, network),
    ...ipv6(model, network),
    ...endpointPoints(model, network),
    ...privateLinkPoints(model),
  ];
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

/** Public IPv4 addresses. A subnet assigns them to the instances in it that do not decide themselves. */
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
    const fix = `Set ${assigned.path} to false`;
    if (model.links.isOf(urn, [t.subnet, t.defaultSubnet])) {
      return at(assigned.path, addressedBy(model, network, urn), fix);
    }
    const launched = network.launched.get(urn);
    return at(assigned.path, launched.length > 0 ? launched : [urn], fix);
  });
}

/** Returns the servers that get public addresses if a subnet assigns them. */
export function addressedBy(model: StackModel, network: Network, subnet: string): readonly string[] {
  const decided = decidedElsewhere(model, null, () => {
    return new Set(
      model.addresses.flatMap((address) =>
        address.kind === "automatic" && address.assigned.state !== "absent"
          ? [address.urn, ...network.launched.get(address.urn)]
          : [],
      ),
    );
  });
  return placedIn(model, network, subnet).filter(
    (each) => !decided.has(each) && model.links.isOf(each, launching),
  );
}

const decidedElsewhere = perModel<ReadonlySet<string>>();

/** IPv6 addresses are public, and reachable with a route to an internet gateway. */
function ipv6(model: StackModel, network: Network): IngressPoint[] {
  const routed = ipv6Subnets(model);
  return model.servers.flatMap(({ urn, ipv6: assigned }): IngressPoint[] => {
    if (assigned.state === "absent") {
      return [];
    }
    const launched = network.launched.get(urn);
    return (launched.length > 0 ? launched : [urn]).flatMap((to) => {
      const group = model.autoScalingGroups.find((each) => each.urn === to);
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
              first: { urn, argument: assigned.path },
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

/** Returns the IPv6 routes to an internet gateway, by subnet. */
function ipv6Subnets(model: StackModel): MultiMap<Hop> {
  const byTable = new MultiMap<Hop>();
  for (const { urn, table, gateway } of model.ipv6Routes) {
    // The id of a gateway outside this stack shows its type.
    const link = model.links.to(urn, gateway, t.internetGateway);
    const isInternet = link.state === "inside" || (link.state === "outside" && link.value.startsWith("igw-"));
    const tables = table.state === "absent" ? [urn] : urnsOf(model.links.to(urn, table, t.routeTable));
    for (const each of isInternet ? tables : []) {
      byTable.add(each, { urn, argument: gateway.path });
    }
  }
  const bySubnet = new MultiMap<Hop>();
  for (const { urn, table, subnet } of model.routeTableAssociations) {
    const routes = urnsOf(model.links.to(urn, table, t.routeTable)).flatMap((each) => byTable.get(each));
    for (const each of urnsOf(model.links.to(urn, subnet, t.subnet, t.defaultSubnet))) {
      bySubnet.add(each, ...routes);
    }
  }
  return bySubnet;
}

const placements = perModel<MultiMap<string>>();

/** Returns the instances, network interfaces and Auto Scaling groups in a subnet. */
function placedIn(model: StackModel, network: Network, subnet: string): readonly string[] {
  const bySubnet = placements(model, null, () => {
    const placed = new MultiMap<string>();
    for (const { urn } of model.servers) {
      for (const each of network.subnetsOf(urn)) {
        placed.add(each, urn);
      }
    }
    for (const { urn, subnets } of model.autoScalingGroups) {
      for (const each of subnets.flatMap((field) => network.subnetsIn(urn, field))) {
        placed.add(each, urn);
      }
    }
    return placed;
  });
  return bySubnet.get(subnet);
}
