import { declared, idOf, type Resource } from "../../model";
import { type Part, within } from "./place";

/** What a network is made of. */
interface NetworkPart extends Part {
  readonly zones: number;
  /** NAT gateways: none, or one for each of the first zones. */
  readonly nats: number;
}

/**
 * A VPC with private subnets `NAME-private-N`, an internet gateway, which CloudFront asks for, and NAT gateways
 * in public subnets of their own.
 */
export function network(part: NetworkPart): Resource[] {
  const { name, zones, nats } = part;
  const place = within(part);
  const vpcId = idOf(`${name}-vpc`);
  return [
    declared("aws:ec2/vpc:Vpc", `${name}-vpc`, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true }, place),
    declared("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", `${name}-closed`, { vpcId }, place),
    declared("aws:ec2/internetGateway:InternetGateway", `${name}-igw`, { vpcId }, place),
    ...indexes(zones).flatMap((zone) => privateSubnet(part, zone)),
    ...(nats > 0 ? publicTable(part) : []),
    ...indexes(nats).flatMap((zone) => nat(part, zone)),
  ];
}

/** Ids of a network's private subnets. */
export function privateSubnetIds(name: string, zones: number) {
  return indexes(zones).map((zone) => idOf(`${name}-private-${zone}`));
}

function privateSubnet(part: NetworkPart, zone: number): Resource[] {
  const { name, nats } = part;
  const place = within(part);
  const table = `${name}-private-table-${zone}`;
  return [
    subnet(part, `${name}-private-${zone}`, zone, `10.0.${zone * 16}.0/20`),
    declared("aws:ec2/routeTable:RouteTable", table, { vpcId: idOf(`${name}-vpc`) }, place),
    declared(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      `${table}-used`,
      { subnetId: idOf(`${name}-private-${zone}`), routeTableId: idOf(table) },
      place,
    ),
    ...(nats === 0
      ? []
      : [
          declared(
            "aws:ec2/route:Route",
            `${table}-nat`,
            {
              routeTableId: idOf(table),
              destinationCidrBlock: "0.0.0.0/0",
              natGatewayId: idOf(`${name}-nat-${Math.min(zone, nats - 1)}`),
            },
            place,
          ),
        ]),
  ];
}

function subnet(part: NetworkPart, subnetName: string, zone: number, cidrBlock: string): Resource {
  return declared(
    "aws:ec2/subnet:Subnet",
    subnetName,
    {
      vpcId: idOf(`${part.name}-vpc`),
      cidrBlock,
      availabilityZone: `eu-west-1${"abc"[zone] ?? "a"}`,
      mapPublicIpOnLaunch: false,
    },
    within(part),
  );
}

function publicTable(part: NetworkPart): Resource[] {
  const { name } = part;
  const place = within(part);
  return [
    declared("aws:ec2/routeTable:RouteTable", `${name}-public-table`, { vpcId: idOf(`${name}-vpc`) }, place),
    declared(
      "aws:ec2/route:Route",
      `${name}-public-internet`,
      {
        routeTableId: idOf(`${name}-public-table`),
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: idOf(`${name}-igw`),
      },
      place,
    ),
  ];
}

function nat(part: NetworkPart, zone: number): Resource[] {
  const { name } = part;
  const place = within(part);
  const publicSubnet = `${name}-public-${zone}`;
  return [
    subnet(part, publicSubnet, zone, `10.0.${zone + 240}.0/24`),
    declared(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      `${publicSubnet}-routed`,
      { subnetId: idOf(publicSubnet), routeTableId: idOf(`${name}-public-table`) },
      place,
    ),
    declared("aws:ec2/eip:Eip", `${name}-nat-address-${zone}`, { domain: "vpc" }, place),
    declared(
      "aws:ec2/natGateway:NatGateway",
      `${name}-nat-${zone}`,
      { subnetId: idOf(publicSubnet), allocationId: idOf(`${name}-nat-address-${zone}`) },
      { ...place, dependsOn: [`${name}-igw`] },
    ),
  ];
}

function indexes(count: number): number[] {
  return [...Array(count).keys()];
}
