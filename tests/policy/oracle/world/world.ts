/** The abstract stacks of the oracle: what a program builds, in few words and without Pulumi. */

import type { Moment } from "../../misconfigurations/stackModel";
import type { Access } from "./access";
import type { Bucket, Distribution, WebFunction } from "./edge";
import type { LoadBalancer, TargetGroup } from "./loadBalancing";
import type { Ref } from "./ref";

/** A network; its CIDR is `10.<number>.0.0/16`. */
export interface Vpc {
  readonly name: string;
  readonly number: number;
  readonly ipv6?: true;
  /** How an internet gateway is attached, if one is. */
  readonly gateway?: "inline" | "attachment";
}

/** A route of a route table. */
export interface Route {
  readonly to: string;
  readonly via: "igw" | "eigw" | "nat";
}

/** A route table, with its routes inline or as resources. */
export interface RouteTable {
  readonly name: string;
  readonly vpc: string;
  readonly form: "inline" | "resource";
  readonly routes: readonly Route[];
}

/** A subnet; without a table it uses the main one, which has local routes only. */
export interface Subnet {
  readonly name: string;
  readonly vpc: string;
  readonly number: number;
  /** Whether it has an IPv6 block, and whether new network interfaces get an address of it. */
  readonly ipv6?: "block" | "assigned";
  readonly mapsPublicAddresses?: true;
  readonly table?: string;
}

/** Who is admitted by a rule. */
export type Source =
  | { readonly cidr: string }
  | { readonly group: Ref }
  | { readonly self: true }
  | { readonly list: Ref | "cloudfront" };

/** An ingress rule of a security group; without ports it admits every protocol. */
export interface GroupRule {
  readonly ports?: readonly [number, number];
  readonly source: Source;
}

/** A security group, with its rules in one of the provider's three forms. */
export interface SecurityGroup {
  readonly name: string;
  readonly vpc: string;
  readonly form: "inline" | "securityGroupRule" | "ingressRule";
  readonly rules: readonly GroupRule[];
}

/** A customer-managed prefix list. */
export interface PrefixList {
  readonly name: string;
  readonly form: "inline" | "resource";
  readonly entries: readonly string[];
}

/** An instance; without groups it has the default group of its network. */
export interface Server {
  readonly name: string;
  readonly subnet: Ref;
  readonly groups: readonly Ref[];
  readonly publicAddress?: boolean;
  readonly ipv6?: true;
  /** Groups that another resource attaches to its network interface. */
  readonly attachedGroups?: readonly Ref[];
  /** How an Elastic IP address is associated, if one is. */
  readonly elasticAddress?: "instance" | "association";
  readonly secondInterface?: {
    readonly subnet: Ref;
    readonly groups: readonly Ref[];
    readonly elasticAddress?: true;
  };
}

/** An Auto Scaling group with its launch template. */
export interface ScalingGroup {
  readonly name: string;
  readonly subnets: readonly Ref[];
  readonly groups: readonly Ref[];
  readonly publicAddress?: boolean;
  readonly targetGroups: readonly string[];
  readonly attachment: "inline" | "resource";
}

/** A standard accelerator with one endpoint. */
export interface Accelerator {
  readonly name: string;
  readonly port: number;
  readonly endpoint: Ref;
}

/** An endpoint service in front of a network load balancer. */
export interface EndpointService {
  readonly name: string;
  readonly loadBalancer: string;
  readonly acceptance: boolean;
  readonly principals: readonly string[];
}

/** An HTTP API that forwards to a listener through a VPC link. */
export interface Api {
  readonly name: string;
  readonly subnets: readonly Ref[];
  readonly groups: readonly Ref[];
  readonly listener: string;
  readonly endpointDisabled?: true;
}

/** A stack, and the moment at which it is judged. */
export interface World {
  readonly moment: Moment;
  readonly vpcs: readonly Vpc[];
  readonly routeTables: readonly RouteTable[];
  readonly subnets: readonly Subnet[];
  readonly groups: readonly SecurityGroup[];
  readonly prefixLists: readonly PrefixList[];
  readonly servers: readonly Server[];
  readonly scalingGroups: readonly ScalingGroup[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly targetGroups: readonly TargetGroup[];
  readonly accelerators: readonly Accelerator[];
  readonly endpointServices: readonly EndpointService[];
  readonly apis: readonly Api[];
  readonly buckets: readonly Bucket[];
  readonly functions: readonly WebFunction[];
  readonly distributions: readonly Distribution[];
  readonly access?: Access;
}

/** A stack with nothing in it. */
export const nothing: World = {
  moment: "known",
  vpcs: [],
  routeTables: [],
  subnets: [],
  groups: [],
  prefixLists: [],
  servers: [],
  scalingGroups: [],
  loadBalancers: [],
  targetGroups: [],
  accelerators: [],
  endpointServices: [],
  apis: [],
  buckets: [],
  functions: [],
  distributions: [],
};
