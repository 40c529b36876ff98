/** Walks of single packets, hop by hop: where a packet can be next, by AWS's rules. */

import type { Action, Listener, LoadBalancer, TargetGroup } from "../world/loadBalancing";
import { keyOf } from "../world/ref";
import { acceleratorAddress, cloudFrontAddresses, privateHosts } from "./addresses";
import { targetsOf } from "./protected";
import { admits, areNear, type Card, isRouted, type Packet, privateAddress, type Scene } from "./scene";

/** Where an attacker's packet is. */
export type Position =
  | { readonly at: "internet"; readonly address: string }
  | { readonly at: "another distribution"; readonly address: string }
  | { readonly at: "another account's VPC"; readonly address: string }
  | { readonly at: "API"; readonly name: string }
  | { readonly at: "server"; readonly name: string; readonly port: number }
  | { readonly at: "load balancer"; readonly name: string; readonly port: number; readonly client: Client };

/** Who a load balancer received a packet from, for those that pass the client's address on. */
interface Client {
  readonly address: string;
  readonly cloudFront?: true;
  readonly privateLink?: true;
}

/** Lists where attackers begin. */
export function beginnings(scene: Scene): Position[] {
  const { world, hosts } = scene;
  return [
    ...hosts.map((address): Position => ({ at: "internet", address })),
    ...distributionAddresses(scene).map((address): Position => ({ at: "another distribution", address })),
    ...(world.endpointServices.length === 0
      ? []
      : [...privateHosts(world), ...hosts].map(
          (address): Position => ({ at: "another account's VPC", address }),
        )),
    ...world.apis
      .filter(({ endpointDisabled }) => endpointDisabled !== true)
      .map(({ name }): Position => ({ at: "API", name })),
  ];
}

/** Lists where a packet can be next; whoever reaches a server controls it, and sends from there. */
export function next(scene: Scene, position: Position): Position[] {
  switch (position.at) {
    case "internet":
      return [
        ...arrivals(scene, { address: position.address, groups: [] }, (card) =>
          fromInternet(scene, card, position.address),
        ),
        ...throughAccelerators(scene, { address: position.address, groups: [] }),
      ];
    case "another distribution": {
      const packet: Packet = { address: position.address, groups: [], cloudFront: true };
      return [
        ...arrivals(scene, packet, (card) => fromInternet(scene, card, packet.address)),
        ...throughAccelerators(scene, packet),
      ].filter((arrival) => "port" in arrival && isOriginPort(arrival.port));
    }
    case "another account's VPC":
      return throughEndpointServices(scene, position.address);
    case "API":
      return throughApi(scene, position.name);
    case "server":
      return scene.cards
        .filter(({ owner }) => owner === position.name)
        .flatMap((own) =>
          packetsOf(scene, own).flatMap((packet) =>
            arrivals(
              scene,
              packet,
              (card) =>
                card.owner !== own.owner &&
                areNear(scene, own, card) &&
                (!packet.address.includes(":") || card.v6),
            ),
          ),
        );
    case "load balancer":
      return forwarded(scene, position);
  }
}

/** Lists addresses from which CloudFront may connect: AWS changes its list, so that at worst any IPv4 address is on it. */
function distributionAddresses({ hosts, assumption }: Scene): string[] {
  const others = assumption === "open" ? hosts.filter((address) => !address.includes(":")) : [];
  return [...cloudFrontAddresses, ...others];
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html HTTP port, HTTPS port */
function isOriginPort(port: number): boolean {
  return port === 80 || port === 443 || port >= 1024;
}

function fromInternet(scene: Scene, card: Card, address: string): boolean {
  return (address.includes(":") ? card.v6 : card.publicV4) && isRouted(scene, card, address);
}

/** What a server sends; in a subnet outside the stack it may have any private address. */
function packetsOf({ world }: Scene, card: Card): Packet[] {
  const groups = (card.groups ?? []).map(keyOf);
  if (card.subnet === undefined) {
    const addresses = [...privateHosts(world), privateAddress(card), "2600:1f18:200::10"];
    return addresses.map((address) => ({ address, groups }));
  }
  const v4 = { address: privateAddress(card), groups };
  return card.v6 ? [v4, { address: `2600:1f18:${card.vpc?.number ?? 200}::10`, groups }] : [v4];
}

/** Lists where a packet arrives: at listeners of load balancers, and at any port of a server. */
function arrivals(scene: Scene, packet: Packet, isReached: (card: Card) => boolean): Position[] {
  return scene.cards.filter(isReached).flatMap((card) =>
    portsOf(scene, card)
      .filter((port) => admits(scene, card, packet, port))
      .map((port) => arrivalAt(scene, card, port, packet)),
  );
}

function arrivalAt(scene: Scene, card: Card, port: number, packet: Packet, privateLink?: true): Position {
  if (!scene.loadBalancers.has(card.owner)) {
    return { at: "server", name: card.owner, port };
  }
  const client: Client = {
    address: packet.address,
    ...(packet.cloudFront && { cloudFront: true }),
    ...(privateLink && { privateLink: true }),
  };
  return { at: "load balancer", name: card.owner, port, client };
}

function portsOf({ loadBalancers, world }: Scene, card: Card): number[] {
  const balancer = loadBalancers.get(card.owner);
  if (balancer !== undefined) {
    return balancer.listeners.map(({ port }) => port);
  }
  const names = (card.groups ?? []).map(keyOf);
  const named = world.groups
    .filter(({ name }) => names.includes(name))
    .flatMap(({ rules }) => rules.map(({ ports }) => ports?.[0] || 443));
  return [...new Set([443, ...named])];
}

/**
 * Follows accelerators, which pass the address of their client on; a distribution can have one as origin.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/secure-vpc-connections.html
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html
 */
function throughAccelerators(scene: Scene, client: Packet): Position[] {
  if (client.address.includes(":")) {
    return [];
  }
  return scene.world.accelerators.flatMap(({ endpoint, port }) => {
    const owner = keyOf(endpoint);
    return scene.cards
      .filter(
        (card) =>
          card.owner === owner &&
          (card.vpc === undefined ? scene.assumption === "open" : card.vpc.gateway !== undefined),
      )
      .filter((card) => portsOf(scene, card).includes(port) || !scene.loadBalancers.has(owner))
      .flatMap((card) => {
        // A network load balancer without groups sees the accelerator's address.
        const packet: Packet =
          card.groups === undefined ? { address: acceleratorAddress, groups: [] } : client;
        return admits(scene, card, packet, port) ? [arrivalAt(scene, card, port, packet)] : [];
      });
  });
}

/**
 * Follows PrivateLink: a foreign principal that is allowed, and that nobody need accept; by IPv6 only to a dual-stack load balancer.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
 */
function throughEndpointServices(scene: Scene, address: string): Position[] {
  const packet: Packet = { address, groups: [] };
  return scene.world.endpointServices
    .filter(
      ({ acceptance, principals }) =>
        !acceptance && principals.some((each) => !each.includes("111122223333")),
    )
    .flatMap(({ loadBalancer }) => scene.cards.filter(({ owner }) => owner === loadBalancer))
    .filter(({ owner }) => !address.includes(":") || scene.loadBalancers.get(owner)?.ipv6 === true)
    .flatMap((card) =>
      portsOf(scene, card)
        .filter((port) => admits(scene, card, packet, port))
        .map((port) => arrivalAt(scene, card, port, packet, true)),
    );
}

function throughApi(scene: Scene, name: string): Position[] {
  const api = scene.world.apis.find((each) => each.name === name);
  if (api === undefined) {
    return [];
  }
  const groups = api.groups.map(keyOf);
  return scene.world.loadBalancers.flatMap((balancer) =>
    balancer.listeners
      .filter((listener) => listener.name === api.listener)
      .flatMap(({ port }) =>
        scene.cards
          .filter((card) => card.owner === balancer.name)
          .flatMap((card) => {
            const subnet = scene.world.subnets.find((each) =>
              api.subnets.some((ref) => keyOf(ref) === each.name),
            );
            const vpc = scene.world.vpcs.find((each) => each.name === subnet?.vpc);
            const address = `10.${vpc?.number ?? 200}.${subnet?.number ?? 200}.11`;
            const packet: Packet = { address, groups };
            return admits(scene, card, packet, port) ? [arrivalAt(scene, card, port, packet)] : [];
          }),
      ),
  );
}

/** Lists the target groups that a request without a secret header value can be forwarded to. */
function openActions({ byDefault, rules }: Listener): string[] {
  const actions: Action[] = [
    byDefault,
    ...rules.filter(({ header }) => header === undefined).map(({ action }) => action),
  ];
  return actions.flatMap((action) => ("forward" in action ? [action.forward] : []));
}

function forwarded(scene: Scene, position: Extract<Position, { at: "load balancer" }>): Position[] {
  const balancer = scene.loadBalancers.get(position.name);
  if (balancer === undefined) {
    return [];
  }
  const listeners = balancer.listeners.filter(({ port }) => port === position.port);
  if (balancer.kind === "classic") {
    return listeners.flatMap(({ port }) =>
      (balancer.instances ?? []).flatMap((name) =>
        toTarget(scene, balancer, undefined, name, port, position.client),
      ),
    );
  }
  return listeners.flatMap(openActions).flatMap((name) => {
    const group = scene.targetGroups.get(name);
    return targetsOf(scene.world, name).flatMap(({ to, port }) =>
      toTarget(scene, balancer, group, to, port, position.client),
    );
  });
}

/**
 * Sends a packet on to a target. A network load balancer passes the client's address on to instances and load balancers unless it
 * is told not to, and to addresses if it is told to; never for PrivateLink or from IPv6 to IPv4. Its own groups vouch for what
 * it forwards.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
function toTarget(
  scene: Scene,
  balancer: LoadBalancer,
  group: TargetGroup | undefined,
  target: string,
  port: number,
  client: Client,
): Position[] {
  const groups = balancer.groups.map(keyOf);
  const passesClient =
    balancer.kind === "network" &&
    (group?.preservesClientIp ?? group?.type !== "ip") &&
    client.privateLink !== true &&
    !client.address.includes(":");
  // A target is registered with its primary network interface.
  const [first] = scene.world.servers.some(({ name }) => name === target)
    ? scene.cards.filter(({ owner }) => owner === target)
    : [];
  const cards = first === undefined ? scene.cards.filter(({ owner }) => owner === target) : [first];
  return cards.flatMap((card) =>
    scene.cards
      .filter(({ owner }) => owner === balancer.name)
      .filter((own) => areNear(scene, own, card))
      .flatMap((own) => {
        const packet: Packet = passesClient
          ? { address: client.address, groups, ...(client.cloudFront && { cloudFront: true }) }
          : { address: privateAddress(own), groups };
        const isListening = !scene.loadBalancers.has(target) || portsOf(scene, card).includes(port);
        return isListening && admits(scene, card, packet, port) ? [arrivalAt(scene, card, port, packet)] : [];
      }),
  );
}
