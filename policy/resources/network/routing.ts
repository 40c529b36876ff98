import type {
  DefaultRouteTableArgs,
  DefaultSubnetArgs,
  MainRouteTableAssociationArgs,
  RouteArgs,
  RouteTableArgs,
  RouteTableAssociationArgs,
  SubnetArgs,
} from "@pulumi/aws/ec2";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A route for IPv6, or for a prefix list, which can be one of IPv6. */
export interface Ipv6Route {
  readonly urn: string;
  /** The route table; absent if the resource is the table itself. */
  readonly table: Field<string>;
  /** The range of addresses; absent for a prefix list. */
  readonly destination: Field<string>;
  readonly prefixList: Field<string>;
  /** The internet gateway; absent for another target, such as an egress-only gateway. */
  readonly gateway: Field<string>;
}

/** A route table that the subnets of a VPC use unless they are associated with another one. */
export interface MainRouteTable {
  readonly urn: string;
  readonly vpc: Field<string>;
  /** The route table; absent if the resource is the table itself, the one that the VPC was created with. */
  readonly table: Field<string>;
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
  /** Absent for a default subnet, which is in the default VPC. */
  readonly vpc: Field<string>;
  /** Whether instances get a public IPv4 address if they do not say otherwise. */
  readonly mapsPublicAddress: Field<boolean>;
  /** Whether network interfaces get an IPv6 address if they do not say otherwise. */
  readonly assignsIpv6: Field<boolean>;
}

/** IPv6 routes. */
export const ipv6Routes = recordReaders<Ipv6Route>({
  [t.route]: readRoute,
  [t.routeTable]: readRouteTable,
  [t.defaultRouteTable]: readRouteTable,
});

/** The main route tables of VPCs. */
export const mainRouteTables = recordReaders<MainRouteTable>({
  [t.mainRouteTableAssociation]: readMainAssociation,
  [t.defaultRouteTable]: readDefaultRouteTable,
});

/** Associations of subnets with route tables. */
export const routeTableAssociations = recordReaders<RouteTableAssociation>({
  [t.routeTableAssociation]: readRouteTableAssociation,
});

/** Subnets. */
export const subnets = recordReaders<Subnet>({
  [t.subnet]: readSubnet,
  [t.defaultSubnet]: readDefaultSubnet,
});

function readRoute(urn: string, props: object): Ipv6Route[] {
  const args = Reader.over<Unwrap<RouteArgs>>(props);
  const destination = args.at("destinationIpv6CidrBlock").string();
  const prefixList = args.at("destinationPrefixListId").string();
  const table = args.at("routeTableId").string();
  return isIpv6(destination, prefixList)
    ? [{ urn, table, destination, prefixList, gateway: args.at("gatewayId").string() }]
    : [];
}

/** Also reads a default route table, whose routes have the same arguments. */
function readRouteTable(urn: string, props: object): Ipv6Route[] {
  return Reader.over<Unwrap<RouteTableArgs>>(props)
    .at("routes")
    .knownItems()
    .map((route) => ({
      urn,
      table: absent,
      destination: route.at("ipv6CidrBlock").string(),
      prefixList: route.at("destinationPrefixListId").string(),
      gateway: route.at("gatewayId").string(),
    }))
    .filter(({ destination, prefixList }) => isIpv6(destination, prefixList));
}

const absent = { state: "absent", path: "" } as const;

function isIpv6(destination: Field<string>, prefixList: Field<string>): boolean {
  return destination.state !== "absent" || prefixList.state !== "absent";
}

function readMainAssociation(urn: string, props: object): MainRouteTable[] {
  const args = Reader.over<Unwrap<MainRouteTableAssociationArgs>>(props);
  return [{ urn, vpc: args.at("vpcId").string(), table: args.at("routeTableId").string() }];
}

function readDefaultRouteTable(urn: string, props: object): MainRouteTable[] {
  const args = Reader.over<Unwrap<DefaultRouteTableArgs>>(props);
  return [{ urn, vpc: args.at("defaultRouteTableId").string(), table: absent }];
}

function readRouteTableAssociation(urn: string, props: object): RouteTableAssociation[] {
  const args = Reader.over<Unwrap<RouteTableAssociationArgs>>(props);
  return [{ urn, table: args.at("routeTableId").string(), subnet: args.at("subnetId").string() }];
}

function readSubnet(urn: string, props: object): Subnet[] {
  const args = Reader.over<Unwrap<SubnetArgs>>(props);
  return [
    {
      urn,
      range: args.at("cidrBlock").string(),
      vpc: args.at("vpcId").string(),
      mapsPublicAddress: args.at("mapPublicIpOnLaunch").boolean(),
      assignsIpv6: args.at("assignIpv6AddressOnCreation").boolean(),
    },
  ];
}

/** A default subnet has an internet gateway, and assigns public addresses unless told otherwise. */
function readDefaultSubnet(urn: string, props: object): Subnet[] {
  const args = Reader.over<Unwrap<DefaultSubnetArgs> & { cidrBlock?: string; vpcId?: string }>(props);
  const maps = args.at("mapPublicIpOnLaunch").boolean();
  return [
    {
      urn,
      range: args.at("cidrBlock").string(),
      vpc: args.at("vpcId").string(),
      mapsPublicAddress: maps.state === "absent" ? { state: "known", path: maps.path, value: true } : maps,
      assignsIpv6: args.at("assignIpv6AddressOnCreation").boolean(),
    },
  ];
}
