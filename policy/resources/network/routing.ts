import type { RouteArgs, RouteTableArgs, RouteTableAssociationArgs, SubnetArgs } from "@pulumi/aws/ec2";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A route for IPv6. */
export interface Ipv6Route {
  readonly urn: string;
  /** The route table; absent if the resource is the table itself. */
  readonly table: Field<string>;
  readonly gateway: Field<string>;
}

/** An association of a subnet with a route table. */
export interface RouteTableAssociation {
  readonly urn: string;
  readonly table: Field<string>;
  readonly subnet: Field<string>;
}

/** A subnet. */
export interface Subnet {
  readonly urn: string;
  readonly range: Field<string>;
}

/** IPv6 routes. */
export const ipv6Routes = recordReaders<Ipv6Route>({
  [t.route]: readRoute,
  [t.routeTable]: readRouteTable,
});

/** Associations of subnets with route tables. */
export const routeTableAssociations = recordReaders<RouteTableAssociation>({
  [t.routeTableAssociation]: readRouteTableAssociation,
});

/** Subnets. */
export const subnets = recordReaders<Subnet>({
  [t.subnet]: readSubnetRange,
  [t.defaultSubnet]: readSubnetRange,
});

function readRoute(urn: string, props: object): Ipv6Route[] {
  const args = Reader.over<Unwrap<RouteArgs>>(props);
  if (args.at("destinationIpv6CidrBlock").string().state === "absent") {
    return [];
  }
  return [{ urn, table: args.at("routeTableId").string(), gateway: args.at("gatewayId").string() }];
}

function readRouteTable(urn: string, props: object): Ipv6Route[] {
  return Reader.over<Unwrap<RouteTableArgs>>(props)
    .at("routes")
    .knownItems()
    .filter((route) => route.at("ipv6CidrBlock").string().state !== "absent")
    .map((route) => ({ urn, table: { state: "absent", path: "" }, gateway: route.at("gatewayId").string() }));
}

function readRouteTableAssociation(urn: string, props: object): RouteTableAssociation[] {
  const args = Reader.over<Unwrap<RouteTableAssociationArgs>>(props);
  return [{ urn, table: args.at("routeTableId").string(), subnet: args.at("subnetId").string() }];
}

function readSubnetRange(urn: string, props: object): Subnet[] {
  return [{ urn, range: Reader.over<Unwrap<SubnetArgs>>(props).at("cidrBlock").string() }];
}
