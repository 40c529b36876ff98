import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import type { Hop } from "../forwarding";
import { addressPoint, type IngressPoint } from "../ingressPoint";
import type { Network } from "../network/network";
import { perModel } from "../perModel";
import { internetRoutesOf } from "./internetRoutes";

const own = { kind: "IPv6 address", fix: "Remove the route from these subnets to the internet gateway" };
const foreign = {
  kind: "subnet outside this stack, which may assign IPv6 addresses",
  fix: "Create the subnet in this stack, or admit no IPv6 address of the internet",
};

/**
 * Finds IPv6 addresses, which are always public, of servers whose subnet has a route to an internet gateway. Subnets
 * outside this stack may have one, and may assign addresses. A load balancer is left out: an internal one drops traffic
 * from internet gateways.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#load-balancer-attributes
 */
export function ipv6Addresses(model: StackModel, network: Network): IngressPoint[] {
  const subnets = new Map(model.subnets.map((subnet) => [subnet.urn, subnet]));
  const servers = new Map(model.servers.map((server) => [server.urn, server]));
  const routes = internetRoutesOf(model);
  const templates = [t.launchTemplate, t.launchConfiguration];
  const placed = [
    ...model.servers.filter(({ urn }) => !model.links.isOf(urn, templates)),
    ...model.autoScalingGroups,
    ...model.services,
  ];
  return placed.flatMap(({ urn }): IngressPoint[] => {
    const [byServer] = [urn, ...network.launches.get(urn)].flatMap((each) =>
      assignment(each, servers.get(each)?.ipv6),
    );
    return network.placesOf(urn).flatMap(({ subnet, by }): IngressPoint[] => {
      const [bySubnet] = subnet === undefined ? [by] : assignment(subnet, subnets.get(subnet)?.assignsIpv6);
      const first = byServer ?? bySubnet;
      const route = routes.of([subnet], 6);
      if (first === undefined || route === undefined) {
        return [];
      }
      const what = first === by ? foreign : own;
      return network.holdersOf(urn).map((to) => addressPoint(6, { ...what, first, to, on: urn }, route));
    });
  });
}

/** Returns whether a server or a load balancer may have an IPv6 address, private or public. */
export function mayHaveIpv6(model: StackModel, network: Network, urn: string): boolean {
  const { isAssigned, balancers } = assignmentsOf(model);
  const isDualStack = balancers.get(urn);
  if (isDualStack !== undefined) {
    return isDualStack;
  }
  const own = [urn, ...network.launchesFrom(urn), ...network.interfacesOf(urn)];
  const subnets = own.flatMap((each) => network.placesOf(each)).map(({ subnet }) => subnet);
  return (
    subnets.length === 0 ||
    own.some((each) => isAssigned.has(each)) ||
    subnets.some((subnet) => subnet === undefined || isAssigned.has(subnet))
  );
}

interface Assignments {
  /** The servers that ask for an IPv6 address, and the subnets that assign one. */
  readonly isAssigned: ReadonlySet<string>;
  /** Whether load balancers have IPv6 addresses. */
  readonly balancers: ReadonlyMap<string, boolean>;
}

const assignments = perModel<Assignments>();

function assignmentsOf(model: StackModel): Assignments {
  return assignments(model, null, () => {
    const { servers, subnets, loadBalancers } = model;
    const found = [
      ...servers.flatMap(({ urn, ipv6 }) => assignment(urn, ipv6)),
      ...subnets.flatMap(({ urn, assignsIpv6 }) => assignment(urn, assignsIpv6)),
    ];
    return {
      isAssigned: new Set(found.map(({ urn }) => urn)),
      balancers: new Map(loadBalancers.map(({ urn, isIpv6 }) => [urn, isIpv6])),
    };
  });
}

function assignment(urn: string, field: Field<unknown> | undefined): Hop[] {
  return field === undefined || field.state === "absent" || known(field) === false
    ? []
    : [{ urn, argument: field.path }];
}
