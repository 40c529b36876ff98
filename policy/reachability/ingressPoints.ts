import type { StackModel } from "../stack/stack";
import { known } from "../values/field";
import { ipv6Addresses } from "./addresses/ipv6Addresses";
import { publicAddresses } from "./addresses/publicAddresses";
import { endpointPoints } from "./endpoints/endpointPoints";
import { privateLinkPoints } from "./endpoints/privateLink";
import { client, type IngressPoint } from "./ingressPoint";
import type { Network } from "./network/network";

/** Finds every ingress point except distributions. */
export function ingressPoints(model: StackModel, network: Network): IngressPoint[] {
  return [
    ...balancers(model),
    ...publicAddresses(model, network),
    ...ipv6Addresses(model, network),
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
