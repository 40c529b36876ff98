import type { StackModel } from "../stack/stack";
import { known } from "../values/field";
import { internetRoutesOf, mergedRoutes } from "./addresses/internetRoutes";
import { ipv6Addresses } from "./addresses/ipv6Addresses";
import { publicAddresses } from "./addresses/publicAddresses";
import { endpointPoints } from "./endpoints/endpointPoints";
import { privateLinkPoints } from "./endpoints/privateLink";
import { addressPoint, type IngressPoint } from "./ingressPoint";
import type { Network } from "./network/network";

/** Finds every ingress point except distributions. */
export function ingressPoints(model: StackModel, network: Network): IngressPoint[] {
  return [
    ...balancers(model, network),
    ...publicAddresses(model, network),
    ...ipv6Addresses(model, network),
    ...endpointPoints(model, network),
    ...privateLinkPoints(model),
  ];
}

/** An internet-facing load balancer is reached in the subnets that have a route; only a dual-stack one has IPv6 addresses. */
function balancers(model: StackModel, network: Network): IngressPoint[] {
  const routes = internetRoutesOf(model);
  return model.loadBalancers
    .filter(({ internal }) => known(internal) !== true)
    .map(({ urn, internal, isIpv6 }): IngressPoint => {
      const subnets = network.placesOf(urn).map(({ subnet }) => subnet);
      const v4 = routes.of(subnets, 4);
      const v6 = isIpv6 ? routes.of(subnets, 6) : undefined;
      const route = v4 === undefined || v6 === undefined ? (v4 ?? v6) : mergedRoutes([v4, v6]);
      const version = v4 === undefined ? 6 : v6 === undefined ? 4 : undefined;
      const point = {
        kind: "internet-facing load balancer",
        first: { urn, argument: internal.path },
        to: urn,
        fix: "Set internal to true",
      };
      return addressPoint(route === undefined ? undefined : version, point, route);
    });
}
