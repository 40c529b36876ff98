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
import type { IpVersion } from "../../values/ranges";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A route of a route table. */
export interface Route {
  readonly urn: string;
  /** The route table; absent if the resource is the table itself. */
  readonly table: Field<string>;
  /** The version of the destination; undefined for a prefix list, or a list of routes that is unknown. */
  readonly version: IpVersion | undefined;
  /** The range of addresses; absent for a prefix list. */
  readonly destination: Field<string>;
  readonly prefixList: Field<string>;
  /** The internet gateway, or a virtual private gateway; absent for a target of another kind. */
  readonly gateway: Field<string>;
  /** The target, of whatever kind; absent if the pack does not know its kind. */
  readonly target: Field<string>;
  /** Whether no connection from the internet passes its target: a NAT gateway, an egress-only gateway, a peer. */
  readonly isClosed: boolean;
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

/** Routes. */
export const routes = recordReaders<Route>({
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

function readRoute(urn: string, props: object): Route[] {
  const args = Reader.over<Unwrap<RouteArgs>>(props);
  const ranges = [args.at("destinationCidrBlock"), args.at("destinationIpv6CidrBlock")] as const;
  return [
    { urn, table: args.at("routeTableId").string(), ...destinationOf(args, ranges), ...targetOf(args) },
  ];
}

/** Also reads a default route table, whose routes have the same arguments. */
function readRouteTable(urn: string, props: object): Route[] {
  const list = Reader.over<Unwrap<RouteTableArgs>>(props).at("routes").items();
  if (list.state === "absent") {
    return [];
  }
  if (list.state === "unknown") {
    const whole = { version: undefined, destination: list, prefixList: absent };
    return [{ urn, table: absent, ...whole, gateway: list, target: list, isClosed: false }];
  }
  return list.value.map((route) => {
    const ranges = [route.at("cidrBlock"), route.at("ipv6CidrBlock")] as const;
    return { urn, table: absent, ...destinationOf(route, ranges), ...targetOf(route) };
  });
}

const absent = { state: "absent", path: "" } as const;

type RouteArguments = Pick<Unwrap<RouteArgs>, "destinationPrefixListId" | Target>;
type Target = (typeof closedTargets)[number] | (typeof otherTargets)[number] | "gatewayId";

/**
 * The targets through which no connection from the internet comes in: it cannot use the internet gateway of a peered VPC.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
const closedTargets = [
  "natGatewayId",
  "egressOnlyGatewayId",
  "vpcPeeringConnectionId",
  "odbNetworkArn",
] as const;

/**
 * The targets that can be a firewall or a router on the way to the internet gateway.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
 */
const otherTargets = [
  "carrierGatewayId",
  "coreNetworkArn",
  "localGatewayId",
  "networkInterfaceId",
  "transitGatewayId",
  "vpcEndpointId",
] as const;

function targetOf(args: Reader<RouteArguments>): Pick<Route, "gateway" | "target" | "isClosed"> {
  const isPresent = (field: Field<string>) => field.state !== "absent";
  const gateway = args.at("gatewayId").string();
  const closed = closedTargets.map((name) => args.at(name).string()).find(isPresent);
  const other = otherTargets.map((name) => args.at(name).string()).find(isPresent);
  const target = isPresent(gateway) ? gateway : (other ?? closed ?? absent);
  return { gateway, target, isClosed: target === closed };
}

function destinationOf(
  args: Reader<RouteArguments>,
  [v4, v6]: readonly [Reader<string | undefined>, Reader<string | undefined>],
): Pick<Route, "version" | "destination" | "prefixList"> {
  const [range4, range6] = [v4.string(), v6.string()];
  const prefixList = args.at("destinationPrefixListId").string();
  const isOneOf = [range4, range6, prefixList].filter(({ state }) => state !== "absent").length === 1;
  const version = !isOneOf || prefixList.state !== "absent" ? undefined : range4.state === "absent" ? 6 : 4;
  return { version, destination: range4.state === "absent" ? range6 : range4, prefixList };
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
