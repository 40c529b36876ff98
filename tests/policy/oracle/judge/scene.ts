/** What a packet meets: network interfaces with their addresses, routes and security groups. */

import type { LoadBalancer, TargetGroup } from "../world/loadBalancing";
import { keyOf, type Ref } from "../world/ref";
import type { SecurityGroup, Subnet, Vpc, World } from "../world/world";
import { contains, internetHosts } from "./addresses";

/** How what cannot be known is taken: as open as it can be, or as closed. */
export type Assumption = "open" | "closed";

/** A network interface of a server or a load balancer. */
export interface Card {
  readonly owner: string;
  /** Undefined outside the stack. */
  readonly subnet?: Subnet;
  readonly vpc?: Vpc;
  /** Whether it has a public IPv4 address, and an IPv6 address. */
  readonly publicV4: boolean;
  readonly v6: boolean;
  /** Undefined for a network load balancer without groups, which filters nothing. */
  readonly groups?: readonly Ref[];
}

/** A stack prepared for walks. */
export interface Scene {
  readonly world: World;
  readonly assumption: Assumption;
  readonly cards: readonly Card[];
  readonly hosts: readonly string[];
  readonly loadBalancers: ReadonlyMap<string, LoadBalancer>;
  readonly targetGroups: ReadonlyMap<string, TargetGroup>;
}

/** The default group of a VPC outside the stack, whose id is not known. */
const unknownDefault = { outside: "default group" } as const;

/** Prepares a stack for walks. */
export function sceneOf(world: World, assumption: Assumption): Scene {
  const subnets = new Map(world.subnets.map((subnet) => [subnet.name, subnet]));
  const vpcs = new Map(world.vpcs.map((vpc) => [vpc.name, vpc]));
  const open = assumption === "open";

  const card = (
    owner: string,
    at: Ref,
    given: readonly Ref[] | undefined,
    address: (subnet: Subnet | undefined) => { publicV4: boolean; v6: boolean },
    beside: readonly Ref[] = [],
  ): Card => {
    const subnet = "to" in at ? subnets.get(at.to) : undefined;
    // All subnets of an Auto Scaling group or a load balancer are in one VPC.
    const near = [at, ...beside].flatMap((ref) => ("to" in ref ? (subnets.get(ref.to) ?? []) : []));
    const vpc = near[0] && vpcs.get(near[0].vpc);
    const byDefault = vpc ? { to: `default group of ${vpc.name}` } : unknownDefault;
    const groups = given?.length === 0 ? [byDefault] : given;
    return {
      owner,
      ...(subnet && { subnet }),
      ...(vpc && { vpc }),
      ...(groups && { groups }),
      ...address(subnet),
    };
  };

  const serverCards = world.servers.flatMap((server) => [
    card(server.name, server.subnet, [...server.groups, ...(server.attachedGroups ?? [])], (subnet) => ({
      publicV4:
        server.elasticAddress !== undefined ||
        (server.publicAddress ?? subnet?.mapsPublicAddresses ?? (subnet === undefined && open)),
      v6: hasV6(subnet, server.ipv6, open),
    })),
    ...(server.secondInterface === undefined
      ? []
      : [
          card(server.name, server.secondInterface.subnet, server.secondInterface.groups, (subnet) => ({
            publicV4: server.secondInterface?.elasticAddress === true,
            v6: hasV6(subnet, undefined, open),
          })),
        ]),
  ]);
  const scalingCards = world.scalingGroups.flatMap((group) =>
    group.subnets.map((at) =>
      card(
        group.name,
        at,
        group.groups,
        (subnet) => ({
          publicV4: group.publicAddress ?? subnet?.mapsPublicAddresses ?? (subnet === undefined && open),
          v6: hasV6(subnet, undefined, open),
        }),
        group.subnets,
      ),
    ),
  );
  const balancerCards = world.loadBalancers.flatMap((balancer) =>
    balancer.subnets.map((at) =>
      card(
        balancer.name,
        at,
        balancer.kind === "network" && balancer.groups.length === 0 ? undefined : balancer.groups,
        () => ({
          publicV4: balancer.internal !== true,
          v6: balancer.internal !== true && balancer.ipv6 === true,
        }),
        balancer.subnets,
      ),
    ),
  );
  return {
    world,
    assumption,
    cards: [...serverCards, ...scalingCards, ...balancerCards],
    hosts: internetHosts(world),
    loadBalancers: new Map(world.loadBalancers.map((balancer) => [balancer.name, balancer])),
    targetGroups: new Map(world.targetGroups.map((group) => [group.name, group])),
  };
}

function hasV6(subnet: Subnet | undefined, asked: true | undefined, open: boolean): boolean {
  return subnet === undefined
    ? open
    : subnet.ipv6 === "assigned" || (subnet.ipv6 === "block" && asked === true);
}

/** A packet, at the moment when a security group looks at it. */
export interface Packet {
  readonly address: string;
  /** Keys of the groups of the network interface that sent it, inside the VPC. */
  readonly groups: readonly string[];
  /** Whether CloudFront sent it. */
  readonly cloudFront?: true;
}

/** Tells whether the groups of a network interface admit a packet to a port. */
export function admits({ world, assumption }: Scene, card: Card, packet: Packet, port: number): boolean {
  if (card.groups === undefined) {
    return true;
  }
  return card.groups.some((ref) => {
    if ("outside" in ref) {
      return assumption === "open";
    }
    const group = world.groups.find(({ name }) => name === ref.to);
    if (group === undefined) {
      // A VPC's default group admits its own members.
      return packet.groups.includes(ref.to);
    }
    const alike = interchangeable(world, group, assumption);
    return group.rules.some(({ ports, source }) => {
      if (ports !== undefined && (port < ports[0] || port > ports[1])) {
        return false;
      }
      if ("cidr" in source) {
        return contains(source.cidr, packet.address);
      }
      if ("self" in source) {
        return packet.groups.includes(group.name);
      }
      if ("group" in source) {
        const mayBeDefault = assumption === "open" && "outside" in source.group;
        return [keyOf(source.group), ...alike, ...(mayBeDefault ? [keyOf(unknownDefault)] : [])].some(
          (each) => packet.groups.includes(each),
        );
      }
      const { list } = source;
      if (list === "cloudfront") {
        return packet.cloudFront === true;
      }
      if ("outside" in list) {
        return assumption === "open";
      }
      const own = world.prefixLists.find(({ name }) => name === list.to);
      return own?.entries.some((entry) => contains(entry, packet.address)) === true;
    });
  });
}

/**
 * Lists the groups of which an inline rule may name any: at a first preview the engine tells on what the list of rules depends,
 * not which rule names what.
 *
 * @see https://www.pulumi.com/docs/iac/packages-and-automation/crossguard/core-concepts/ propertyDependencies
 */
function interchangeable(
  { moment }: World,
  { form, rules }: SecurityGroup,
  assumption: Assumption,
): string[] {
  return moment === "preview" && form === "inline" && assumption === "open"
    ? rules.flatMap(({ source }) => ("group" in source ? [keyOf(source.group)] : []))
    : [];
}

/**
 * Tells whether connections between an address on the internet and a subnet pass the VPC's internet gateway: the most specific
 * route decides, and neither a NAT gateway nor an egress-only internet gateway lets connections in.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function isRouted({ world, assumption }: Scene, { subnet, vpc }: Card, address: string): boolean {
  if (subnet === undefined || vpc === undefined) {
    return assumption === "open";
  }
  const table = world.routeTables.find(({ name }) => name === subnet.table);
  if (vpc.gateway === undefined || table === undefined) {
    return false;
  }
  const matching = table.routes.filter(({ to }) => contains(to, address));
  const bits = ({ to }: { to: string }): number => Number(to.split("/")[1]);
  const best = matching.reduce<(typeof matching)[number] | undefined>(
    (found, route) => (found === undefined || bits(route) > bits(found) ? route : found),
    undefined,
  );
  return best?.via === "igw";
}

/** Tells whether two network interfaces are in one network. */
export function areNear({ assumption }: Scene, one: Card, other: Card): boolean {
  return one.vpc === undefined || other.vpc === undefined
    ? assumption === "open"
    : one.vpc.name === other.vpc.name;
}

/** Returns the private address of a network interface. */
export function privateAddress({ vpc, subnet }: Card): string {
  return `10.${vpc?.number ?? 200}.${subnet?.number ?? 200}.10`;
}
