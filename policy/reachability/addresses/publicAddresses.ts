import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { addressPoint, type IngressPoint } from "../ingressPoint";
import type { Network } from "../network/network";
import { perModel } from "../perModel";

/** Finds the public IPv4 addresses of servers, by every argument that assigns one. */
export function publicAddresses(model: StackModel, network: Network): IngressPoint[] {
  return [...assigned(model, network), ...assignedBySubnets(model, network)];
}

/** Returns the servers that get public addresses because a subnet assigns them. */
export function addressedBy(model: StackModel, network: Network, subnet: string): readonly string[] {
  const bySubnet = assignments(model, null, () => {
    const servers = new MultiMap<string>();
    for (const { first, to } of assignedBySubnets(model, network)) {
      servers.add(first.urn, to);
    }
    return servers;
  });
  return bySubnet.get(subnet);
}

const assignments = perModel<MultiMap<string>>();

const kind = "public address";

/** Addresses that an argument of the server, of its launch template or of an Elastic IP assigns. */
function assigned(model: StackModel, network: Network): IngressPoint[] {
  // An instance's own argument takes precedence over its launch template's.
  const decided = new Set(
    model.servers.filter(({ publicAddress }) => publicAddress.state !== "absent").map(({ urn }) => urn),
  );
  return model.addresses.flatMap((address): IngressPoint[] => {
    const { urn } = address;
    if (address.kind === "elastic") {
      const link = model.links.to(urn, address.target, t.instance, t.networkInterface, t.loadBalancer);
      const first = { urn, argument: address.path };
      return urnsOf(link)
        .flatMap((each) => network.holdersOf(each))
        .map((to) => addressPoint(4, { kind, first, to, fix: "Remove the address" }));
    }
    if (address.kind === "defaultSubnet") {
      const first = { urn, argument: address.path };
      return [addressPoint(4, { kind, first, to: urn, fix: "Set subnetId to a private subnet" })];
    }
    const { assigned: field } = address;
    if (!isSet(field) || model.links.isOf(urn, [t.subnet, t.defaultSubnet])) {
      return [];
    }
    const launched = network.launched.get(urn).filter((to) => !decided.has(to));
    const isTemplate = model.links.isOf(urn, [t.launchTemplate, t.launchConfiguration]);
    const first = { urn, argument: field.path };
    const fix = `Set ${field.path} to false`;
    return (isTemplate ? launched : [urn]).map((to) => addressPoint(4, { kind, first, to, fix }));
  });
}

/** Addresses of servers that leave it to their subnet. A subnet or launch template outside this stack may assign one. */
function assignedBySubnets(model: StackModel, network: Network): IngressPoint[] {
  const subnets = new Map(model.subnets.map((subnet) => [subnet.urn, subnet]));
  const templates = new Map(model.servers.map((server) => [server.urn, server]));
  return launchable(model).flatMap(({ urn, own, argument, isRead }): IngressPoint[] => {
    const byTemplate = network.launches.get(urn).map((each) => templates.get(each)?.publicAddress.state);
    const isOutside = network.hasOutsideLaunch(urn);
    const isLeft = byTemplate.length === 0 || byTemplate.includes("absent") || isOutside;
    if (own.state !== "absent" || !isLeft) {
      return [];
    }
    const fix = "Set associatePublicIpAddress to false";
    const places = network.placesOf(urn);
    if (isOutside || places.length === 0) {
      return isRead && !isOutside ? [] : [addressPoint(4, { kind, first: { urn, argument }, to: urn, fix })];
    }
    return places.flatMap(({ subnet, by }): IngressPoint[] => {
      const maps = subnet === undefined ? undefined : subnets.get(subnet)?.mapsPublicAddress;
      if (subnet === undefined || maps === undefined) {
        return [addressPoint(4, { kind, first: by, to: urn, fix })];
      }
      return isSet(maps)
        ? [addressPoint(4, { kind, first: { urn: subnet, argument: maps.path }, to: urn, fix })]
        : [];
    });
  });
}

interface Launchable {
  readonly urn: string;
  readonly own: Field<boolean>;
  /** The argument that sets its subnets or its launch template. */
  readonly argument: string;
  /** Whether the readers of addresses report it if nothing sets its subnet. */
  readonly isRead: boolean;
}

/** Lists what starts servers. EC2 assigns no address to an instance with network interfaces that exist already. */
function launchable(model: StackModel): Launchable[] {
  const own = { state: "absent", path: "" } as const;
  return [
    ...model.servers
      .filter(({ urn }) => model.links.isOf(urn, [t.instance, t.spotInstanceRequest]))
      .filter(({ interfaces }) => interfaces.every(({ state }) => state === "absent"))
      .map(({ urn, publicAddress, launchTemplate }) => {
        const isRead = launchTemplate.state === "absent";
        return { urn, own: publicAddress, argument: isRead ? "subnetId" : "launchTemplate", isRead };
      }),
    ...model.autoScalingGroups.map(({ urn, launch }) => {
      return { urn, own, argument: launch[0]?.path ?? "vpcZoneIdentifiers", isRead: false };
    }),
    ...model.services.map(({ urn, publicAddress, launch }) => {
      return { urn, own: publicAddress, argument: launch[0]?.path ?? "subnets", isRead: false };
    }),
  ];
}

function isSet(field: Field<boolean>): boolean {
  return field.state === "unknown" || known(field) === true;
}
