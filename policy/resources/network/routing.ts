import type { RouteArgs, RouteTableArgs, RouteTableAssociationArgs, SubnetArgs } from "@pulumi/aws/ec2";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/** A route of a table: only those for IPv6, which gives every address to the internet. */
export interface Ipv6Route {
  readonly urn: string;
  /** Absent where the resource is the table. */
  readonly table: Field<string>;
  readonly gateway: Field<string>;
}

/** Which subnet uses which table. */
export interface RouteTableUse {
  readonly urn: string;
  readonly table: Field<string>;
  readonly subnet: Field<string>;
}

/** A subnet. */
export interface Subnet {
  readonly urn: string;
  readonly range: Field<string>;
}

/** Reads a route. */
export function readRoute(urn: string, props: object): Ipv6Route[] {
  const args = Reader.over<Unwrap<RouteArgs>>(props);
  if (args.at("destinationIpv6CidrBlock").text().state === "absent") {
    return [];
  }
  return [{ urn, table: args.at("routeTableId").text(), gateway: args.at("gatewayId").text() }];
}

/** Reads the routes that a table holds inline. */
export function readRouteTable(urn: string, props: object): Ipv6Route[] {
  return Reader.over<Unwrap<RouteTableArgs>>(props)
    .at("routes")
    .each()
    .filter((route) => route.at("ipv6CidrBlock").text().state !== "absent")
    .map((route) => ({ urn, table: { state: "absent", path: "" }, gateway: route.at("gatewayId").text() }));
}

/** Reads the use of a table. */
export function readRouteTableAssociation(urn: string, props: object): RouteTableUse[] {
  const args = Reader.over<Unwrap<RouteTableAssociationArgs>>(props);
  return [{ urn, table: args.at("routeTableId").text(), subnet: args.at("subnetId").text() }];
}

/** Reads where a subnet's addresses lie. */
export function readSubnetRange(urn: string, props: object): Subnet[] {
  return [{ urn, range: Reader.over<Unwrap<SubnetArgs>>(props).at("cidrBlock").text() }];
}
