import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, ec2Id, hex } from "../../model/identifiers";
import { type ResourceType, stable } from "../../model/resourceType";
import { obj, set, str } from "../../model/schema";
import { EC2_ERRORS, registry } from "../../model/sources";
import {
  INTERNET_GATEWAY,
  inVpc,
  NAT_GATEWAY,
  notFound,
  ROUTE_TABLE,
  SUBNET,
  toRouteTable,
} from "../../model/tokens";

const owner = { ownerId: stable((context) => context.accountId) };

const routeTable: ResourceType = {
  token: ROUTE_TABLE,
  service: "EC2",
  operations: { create: "CreateRouteTable", update: "CreateRoute", delete: "DeleteRouteTable" },
  source: registry("ec2/routetable"),
  inputs: {
    routes: set(
      obj({
        cidrBlock: str(),
        ipv6CidrBlock: str(),
        destinationPrefixListId: str(),
        gatewayId: str(),
        natGatewayId: str(),
        egressOnlyGatewayId: str(),
        vpcEndpointId: str(),
      }),
    ),
    vpcId: str({ required: true, immutable: true }),
    propagatingVgws: set(str()),
    ...REGION,
    ...TAGS,
  },
  id: () => ec2Id("rtb"),
  outputs: {
    arn: stable((context) => arn(context, "ec2", `route-table/${context.id}`)),
    routes: stable(() => []),
    propagatingVgws: stable(() => []),
    ...owner,
    ...TAGS_ALL,
  },
  references: [
    inVpc,
    {
      path: "routes[*].gatewayId",
      to: [INTERNET_GATEWAY],
      by: ["id"],
      missing: notFound("InvalidGatewayID.NotFound"),
      known: (id) => id === "local",
    },
    {
      path: "routes[*].natGatewayId",
      to: [NAT_GATEWAY],
      by: ["id"],
      missing: notFound("NatGatewayNotFound"),
    },
  ],
};

const routeTableAssociation: ResourceType = {
  token: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  service: "EC2",
  operations: {
    create: "AssociateRouteTable",
    update: "ReplaceRouteTableAssociation",
    delete: "DisassociateRouteTable",
  },
  source: registry("ec2/routetableassociation"),
  inputs: {
    gatewayId: str({ immutable: true }),
    routeTableId: str({ required: true }),
    subnetId: str({ immutable: true }),
    ...REGION,
  },
  id: () => ec2Id("rtbassoc"),
  outputs: {},
  references: [
    toRouteTable("routeTableId"),
    { path: "subnetId", to: [SUBNET], by: ["id"], missing: notFound("InvalidSubnetID.NotFound") },
  ],
  unique: [{ of: ["subnetId"], code: "Resource.AlreadyAssociated", status: 400, source: EC2_ERRORS }],
  deleteBeforeReplace: true,
};

const route: ResourceType = {
  token: "aws:ec2/route:Route",
  service: "EC2",
  operations: { create: "CreateRoute", update: "ReplaceRoute", delete: "DeleteRoute" },
  source: registry("ec2/route"),
  inputs: {
    destinationCidrBlock: str({ immutable: true }),
    destinationIpv6CidrBlock: str({ immutable: true }),
    destinationPrefixListId: str({ immutable: true }),
    gatewayId: str(),
    natGatewayId: str(),
    egressOnlyGatewayId: str(),
    networkInterfaceId: str(),
    transitGatewayId: str(),
    vpcEndpointId: str(),
    routeTableId: str({ required: true, immutable: true }),
    ...REGION,
  },
  id: (context) => `r-${input(context, "routeTableId")}${hex(10)}`,
  outputs: {
    instanceId: stable(() => ""),
    instanceOwnerId: stable(() => ""),
    networkInterfaceId: stable(() => ""),
    origin: stable(() => "CreateRoute"),
    state: stable(() => "active"),
  },
  references: [
    toRouteTable("routeTableId"),
    {
      path: "gatewayId",
      to: [INTERNET_GATEWAY],
      by: ["id"],
      missing: notFound("InvalidGatewayID.NotFound"),
      known: (id) => id === "local",
    },
    { path: "natGatewayId", to: [NAT_GATEWAY], by: ["id"], missing: notFound("NatGatewayNotFound") },
  ],
  unique: [
    {
      of: ["routeTableId", "destinationCidrBlock"],
      code: "RouteAlreadyExists",
      status: 400,
      source: EC2_ERRORS,
    },
    {
      of: ["routeTableId", "destinationIpv6CidrBlock"],
      code: "RouteAlreadyExists",
      status: 400,
      source: EC2_ERRORS,
    },
  ],
};

/** Resource types of route tables, routes and associations. */
export const routing = { resources: [routeTable, routeTableAssociation, route] };
