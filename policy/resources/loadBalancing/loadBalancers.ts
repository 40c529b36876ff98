import type { LoadBalancerArgs as ClassicLoadBalancerArgs } from "@pulumi/aws/elb";
import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import type { Unwrap } from "@pulumi/pulumi";
import { type Field, is } from "../../values/field";
import { fieldOfEach } from "../network/endpoints/endpoint";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** An application, network or classic load balancer. */
export interface LoadBalancer {
  readonly urn: string;
  /** `network` if the type is unknown. */
  readonly kind: "application" | "network" | "classic";
  /** Internet-facing if absent, by AWS's default. */
  readonly internal: Field<boolean>;
  readonly securityGroups: readonly Field<string>[];
  readonly subnets: readonly Field<string>[];
  /** Whether it has, or may have, IPv6 addresses. */
  readonly isIpv6: boolean;
  /** The targets of a classic load balancer. */
  readonly instances: readonly Field<string>[];
  /** The ports of a classic load balancer, each with the port of its targets. */
  readonly ports: readonly ClassicPort[];
  readonly dropsInvalidHeaders: Field<boolean>;
  readonly desyncMode: Field<string>;
  readonly deletionProtection: Field<boolean>;
  /** `off` if security groups do not apply to PrivateLink traffic. */
  readonly privateLinkRules: Field<string>;
  /** The bucket of its access logs. */
  readonly logBucket: Field<string>;
}

/** A listener of a classic load balancer. */
export interface ClassicPort {
  readonly port: Field<number>;
  readonly targetPort: Field<number>;
}

const absent = { state: "absent", path: "" } as const;

/** Load balancers. */
export const loadBalancers = recordReaders<LoadBalancer>({
  [t.loadBalancer]: readLoadBalancer,
  [t.classicLoadBalancer]: readClassicLoadBalancer,
});

/**
 * Reads an application or network load balancer. Skips a gateway load balancer, which has neither a scheme nor a public
 * address.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
function readLoadBalancer(urn: string, props: object): LoadBalancer[] {
  const args = Reader.over<Unwrap<LoadBalancerArgs>>(props);
  const kind = args.at("loadBalancerType").string();
  if (kind.state === "known" && kind.value === "gateway") {
    return [];
  }
  const application = kind.state === "absent" || (kind.state === "known" && kind.value === "application");
  return [
    {
      urn,
      kind: application ? "application" : "network",
      internal: args.at("internal").boolean(),
      securityGroups: args.at("securityGroups").strings(),
      subnets: [
        ...args.at("subnets").strings(),
        ...fieldOfEach(args.at("subnetMappings"), (each) => each.at("subnetId").string()),
      ],
      isIpv6:
        !is(args.at("ipAddressType").string(), "ipv4") && args.at("ipAddressType").raw().state !== "absent",
      instances: [],
      ports: [],
      dropsInvalidHeaders: args.at("dropInvalidHeaderFields").boolean(),
      desyncMode: args.at("desyncMitigationMode").string(),
      deletionProtection: args.at("enableDeletionProtection").boolean(),
      privateLinkRules: args.at("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic").string(),
      logBucket: args.at("accessLogs").at("bucket").string(),
    },
  ];
}

function readClassicLoadBalancer(urn: string, props: object): LoadBalancer[] {
  const args = Reader.over<Unwrap<ClassicLoadBalancerArgs>>(props);
  return [
    {
      urn,
      kind: "classic",
      internal: args.at("internal").boolean(),
      securityGroups: args.at("securityGroups").strings(),
      subnets: args.at("subnets").strings(),
      isIpv6: false,
      instances: args.at("instances").strings(),
      ports: args
        .at("listeners")
        .knownItems()
        .map((listener) => ({
          port: listener.at("lbPort").number(),
          targetPort: listener.at("instancePort").number(),
        })),
      dropsInvalidHeaders: absent,
      desyncMode: args.at("desyncMitigationMode").string(),
      deletionProtection: absent,
      privateLinkRules: absent,
      logBucket: args.at("accessLogs").at("bucket").string(),
    },
  ];
}
