import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { addressPoint, type IngressPoint } from "../ingressPoint";
import type { Network } from "../network/network";
import { perModel } from "../perModel";
import { internetRoutesOf } from "./internetRoutes";

/** A public IPv4 address, and the subnets of its network interface, of which one is undefined if it is not of this stack. */
interface Address extends Pick<IngressPoint, "first" | "to" | "on" | "fix"> {
  readonly subnets: readonly (string | undefined)[];
}

/** Finds the public IPv4 addresses of servers, with the routes to them, by every argument that assigns one. */
export function publicAddresses(model: StackModel, network: Network): IngressPoint[] {
  const routes = internetRoutesOf(model);
  return [...assigned(model, network), ...assignedBySubnets(model, network)].map(({ subnets, ...address }) =>
    addressPoint(4, { kind: "public address", ...address }, routes.of(subnets, 4)),
  );
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

/** Addresses that an argument of the server, of its launch template or of an Elastic IP assigns. */
function assigned(model: StackModel, network: Network): Address[] {
  const subnetsOf = (urn: string) => network.placesOf(urn).map(({ subnet }) => subnet);
  // An instance's own argument takes precedence over its launch template's.
  const decided = new Set(
    model.servers.filter(({ publicAddress }) => publicAddress.state !== "absent").map(({ urn }) => urn),
  );
  return model.addresses.flatMap((address): Address[] => {
    const { urn } = address;
    if (address.kind === "elastic") {
      const link = model.links.to(urn, address.target, t.instance, t.networkInterface, t.loadBalancer);
      const first = { urn, argument: address.path };
      return urnsOf(link).flatMap((each) =>
        network
          .holdersOf(each)
          .map((to) => ({ first, to, on: each, fix: "Remove the address", subnets: subnetsOf(each) })),
      );
    }
    if (address.kind === "defaultSubnet") {
      const first = { urn, argument: address.path };
      return [{ first, to: urn, fix: "Set subnetId to a private subnet", subnets: [] }];
    }
    const { assigned: field } = address;
    if (!isSet(field) || model.links.isOf(urn, [t.subnet, t.defaultSubnet])) {
      return [];
    }
    const launched = network.launched.get(urn).filter((to) => !decided.has(to));
    const isTemplate = model.links.isOf(urn, [t.launchTemplate, t.launchConfiguration]);
    const first = { urn, argument: field.path };
    const fix = `Set ${field.path} to false`;
    return (isTemplate ? launched : [urn]).map((to) => ({ first, to, on: to, fix, subnets: subnetsOf(to) }));
  });
}

/** Addresses of servers that leave it to their subnet. A subnet or launch template outside this stack may assign one. */
function assignedBySubnets(model: StackModel, network: Network): Address[] {
  const subnets = new Map(model.subnets.map((subnet) => [subnet.urn, subnet]));
  const templates = new Map(model.servers.map((server) => [server.urn, server]));
  return launchable(model).flatMap(({ urn, own, argument, isRead }): Address[] => {
    const byTemplate = network.launches.get(urn).map((each) => templates.get(each)?.publicAddress.state);
    const isOutside = network.hasOutsideLaunch(urn);
    const isLeft = byTemplate.length === 0 || byTemplate.includes("absent") || isOutside;
    if (own.state !== "absent" || !isLeft) {
      return [];
    }
    const fix = "Set associatePublicIpAddress to false";
    const places = network.placesOf(urn);
    if (isOutside || places.length === 0) {
      const subnets = places.map(({ subnet }) => subnet);
      return isRead && !isOutside ? [] : [{ first: { urn, argument }, to: urn, fix, subnets }];
    }
    return places.flatMap(({ subnet, by }): Address[] => {
      const maps = subnet === undefined ? undefined : subnets.get(subnet)?.mapsPublicAddress;
      if (subnet === undefined || maps === undefined) {
        return [{ first: by, to: urn, on: urn, fix, subnets: [subnet] }];
      }
      return isSet(maps)
        ? [{ first: { urn: subnet, argument: maps.path }, to: urn, on: urn, fix, subnets: [subnet] }]
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
