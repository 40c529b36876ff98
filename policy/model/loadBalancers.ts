import type { LoadBalancerArgs as ClassicLoadBalancerArgs } from "@pulumi/aws/elb";
import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "./field";
import { Reader } from "./reader";

/** A load balancer of any generation that can have public addresses. */
export interface LoadBalancer {
  readonly urn: string;
  /** Absent means internet-facing: that is AWS's default. */
  readonly internal: Field<boolean>;
}

/**
 * Reads an application or network load balancer. A gateway load balancer has no scheme and no public address, so it
 * is none for the model.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
export function readLoadBalancer(urn: string, props: object): LoadBalancer[] {
  const args = Reader.over<Unwrap<LoadBalancerArgs>>(props);
  const kind = args.at("loadBalancerType").text();
  if (kind.state === "known" && kind.value === "gateway") {
    return [];
  }
  return [{ urn, internal: args.at("internal").flag() }];
}

/** Reads a classic load balancer. */
export function readClassicLoadBalancer(urn: string, props: object): LoadBalancer[] {
  return [{ urn, internal: Reader.over<Unwrap<ClassicLoadBalancerArgs>>(props).at("internal").flag() }];
}
