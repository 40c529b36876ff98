import type { OtherEndpoint } from "../../resources/network/endpoints/endpoint";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { mayHaveGateway } from "../addresses/internetGateways";
import type { IngressPoint } from "../ingressPoint";
import type { Network } from "../network/network";

/**
 * Returns whether an ingress point is no accelerator, or one that may reach its target: the target's VPC needs an internet gateway, but no
 * route to it.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/secure-vpc-connections.html
 */
export function mayAccelerate(model: StackModel, network: Network, { first, to }: IngressPoint): boolean {
  const vpcs = model.links.isOf(first.urn, [t.acceleratorEndpoints]) ? network.vpcsOf(to) : undefined;
  return vpcs === undefined || vpcs.some((vpc) => mayHaveGateway(model, vpc));
}

/**
 * Returns whether an ingress point is an accelerator whose endpoint is a load balancer without security groups, which does not
 * see the client's address.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html
 */
export function hidesClient(model: StackModel, network: Network, { first, to }: IngressPoint): boolean {
  return (
    model.links.isOf(first.urn, [t.acceleratorEndpoints]) &&
    model.links.isOf(to, [t.loadBalancer]) &&
    network.membershipsOf(to).length === 0
  );
}

/**
 * Returns the ports at which an accelerator reaches its endpoints; undefined if they may be any, or many.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-port-override.html
 */
export function acceleratedPorts(
  model: StackModel,
  { urn, listener }: OtherEndpoint,
): readonly number[] | undefined {
  if (listener === undefined) {
    return undefined;
  }
  const link = model.links.to(urn, listener.arn, t.acceleratorListener);
  const urns = link.state === "inside" ? link.urns : [];
  const ranges = model.acceleratorListeners
    .filter((each) => urns.includes(each.urn))
    .flatMap((each) => each.ranges);
  const single = ranges.map(({ from, to }) => (known(from) === known(to) ? known(from) : undefined));
  const ports = [...single, ...listener.ports.map((port) => known(port))];
  const found = ports.filter((port) => port !== undefined);
  return ranges.length === 0 || found.length < ports.length ? undefined : found;
}
