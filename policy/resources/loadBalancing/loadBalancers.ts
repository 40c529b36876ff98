import type { LoadBalancerArgs as ClassicLoadBalancerArgs } from "@pulumi/aws/elb";
import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/** A load balancer of any generation that can have public addresses. */
export interface LoadBalancer {
  readonly urn: string;
  /** `network` also where the program gives a type that cannot be seen: it is the one with the fewest checks. */
  readonly kind: "application" | "network" | "classic";
  /** Absent means internet-facing: that is AWS's default. */
  readonly internal: Field<boolean>;
  readonly securityGroups: readonly Field<string>[];
  readonly subnets: readonly Field<string>[];
  /** Instances that it serves; only a classic one names them itself. */
  readonly instances: readonly Field<string>[];
  readonly dropsInvalidHeaders: Field<boolean>;
  readonly desyncMode: Field<string>;
  readonly deletionProtection: Field<boolean>;
  /** `off` where PrivateLink traffic is not held against the security groups. */
  readonly privateLinkRules: Field<string>;
  /** The bucket of its access logs. */
  readonly logBucket: Field<string>;
}

const never = { state: "absent", path: "" } as const;

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
  const application = kind.state === "absent" || (kind.state === "known" && kind.value === "application");
  return [
    {
      urn,
      kind: application ? "application" : "network",
      internal: args.at("internal").flag(),
      securityGroups: args.at("securityGroups").texts(),
      subnets: args.at("subnets").texts(),
      instances: [],
      dropsInvalidHeaders: args.at("dropInvalidHeaderFields").flag(),
      desyncMode: args.at("desyncMitigationMode").text(),
      deletionProtection: args.at("enableDeletionProtection").flag(),
      privateLinkRules: args.at("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic").text(),
      logBucket: args.at("accessLogs").at("bucket").text(),
    },
  ];
}

/** Reads a classic load balancer. */
export function readClassicLoadBalancer(urn: string, props: object): LoadBalancer[] {
  const args = Reader.over<Unwrap<ClassicLoadBalancerArgs>>(props);
  return [
    {
      urn,
      kind: "classic",
      internal: args.at("internal").flag(),
      securityGroups: args.at("securityGroups").texts(),
      subnets: args.at("subnets").texts(),
      instances: args.at("instances").texts(),
      dropsInvalidHeaders: never,
      desyncMode: args.at("desyncMitigationMode").text(),
      deletionProtection: never,
      privateLinkRules: never,
      logBucket: args.at("accessLogs").at("bucket").text(),
    },
  ];
}
