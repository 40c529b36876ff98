import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import type { Hop } from "../forwarding";
import { addressPoint, type IngressPoint } from "../ingressPoint";
import type { Network } from "../network/network";
import { Ipv6Routing } from "./ipv6Routing";

const kind = "IPv6 address";
const fix = "Remove the route from these subnets to the internet gateway";

/**
 * Finds IPv6 addresses, which are always public, of servers whose subnet has a route to an internet gateway. Subnets
 * outside this stack may have one. A load balancer is left out: an internal one drops traffic from internet gateways.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#load-balancer-attributes
 */
export function ipv6Addresses(model: StackModel, network: Network): IngressPoint[] {
  const subnets = new Map(model.subnets.map((subnet) => [subnet.urn, subnet]));
  const servers = new Map(model.servers.map((server) => [server.urn, server]));
  const routing = new Ipv6Routing(model);
  const templates = [t.launchTemplate, t.launchConfiguration];
  const placed = [
    ...model.servers.filter(({ urn }) => !model.links.isOf(urn, templates)),
    ...model.autoScalingGroups,
    ...model.services,
  ];
  return placed.flatMap(({ urn }): IngressPoint[] => {
    const assigning = [urn, ...network.launches.get(urn)].flatMap((each) =>
      assignment(each, servers.get(each)?.ipv6),
    );
    return network.placesOf(urn).flatMap(({ subnet }): IngressPoint[] => {
      const byServer = assigning[0];
      const bySubnet = subnet === undefined ? [] : assignment(subnet, subnets.get(subnet)?.assignsIpv6);
      const first = byServer ?? bySubnet[0];
      const route = subnet === undefined ? "unknown" : routing.routeOf(subnet);
      if (first === undefined || route === undefined || (route === "unknown" && byServer === undefined)) {
        return [];
      }
      const through = route === "unknown" ? [] : [route];
      return network.holdersOf(urn).map((to) => addressPoint(6, { kind, first, to, fix }, ...through));
    });
  });
}

function assignment(urn: string, field: Field<unknown> | undefined): Hop[] {
  return field === undefined || field.state === "absent" || known(field) === false
    ? []
    : [{ urn, argument: field.path }];
}
