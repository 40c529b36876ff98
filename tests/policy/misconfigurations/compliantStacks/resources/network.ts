import { declared, idOf, type Resource } from "../../stackModel";
import { type GroupInputs, parentOf } from "./groupInputs";

/** The inputs of a network. */
interface NetworkInputs extends GroupInputs {
  readonly zones: number;
  /** The number of NAT gateways, in the first zones. */
  readonly nats: number;
}

/**
 * Declares a VPC with private subnets `NAME-private-N`, an internet gateway, which VPC origins require, and NAT gateways in
 * public subnets.
 */
export function network(inputs: NetworkInputs): Resource[] {
  const { name, zones, nats } = inputs;
  const options = parentOf(inputs);
  const vpcId = idOf(`${name}-vpc`);
  return [
    declared(
      "aws:ec2/vpc:Vpc",
      `${name}-vpc`,
      { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true },
      options,
    ),
    declared("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", `${name}-closed`, { vpcId }, options),
    declared("aws:ec2/internetGateway:InternetGateway", `${name}-igw`, { vpcId }, options),
    ...indexes(zones).flatMap((zone) => privateSubnet(inputs, zone)),
    ...(nats > 0 ? publicTable(inputs) : []),
    ...indexes(nats).flatMap((zone) => nat(inputs, zone)),
  ];
}

/** Returns the ids of a network's private subnets. */
export function privateSubnetIds(name: string, zones: number) {
  return indexes(zones).map((zone) => idOf(`${name}-private-${zone}`));
}

function privateSubnet(inputs: NetworkInputs, zone: number): Resource[] {
  const { name, nats } = inputs;
  const options = parentOf(inputs);
  const table = `${name}-private-table-${zone}`;
  return [
    subnet(inputs, `${name}-private-${zone}`, zone, `10.0.${zone * 16}.0/20`),
    declared("aws:ec2/routeTable:RouteTable", table, { vpcId: idOf(`${name}-vpc`) }, options),
    declared(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      `${table}-used`,
      { subnetId: idOf(`${name}-private-${zone}`), routeTableId: idOf(table) },
      options,
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
            options,
          ),
        ]),
  ];
}

function subnet(inputs: NetworkInputs, subnetName: string, zone: number, cidrBlock: string): Resource {
  return declared(
    "aws:ec2/subnet:Subnet",
    subnetName,
    {
      vpcId: idOf(`${inputs.name}-vpc`),
      cidrBlock,
      availabilityZone: `eu-west-1${"abc"[zone] ?? "a"}`,
      mapPublicIpOnLaunch: false,
    },
    parentOf(inputs),
  );
}

function publicTable(inputs: NetworkInputs): Resource[] {
  const { name } = inputs;
  const options = parentOf(inputs);
  return [
    declared(
      "aws:ec2/routeTable:RouteTable",
      `${name}-public-table`,
      { vpcId: idOf(`${name}-vpc`) },
      options,
    ),
    declared(
      "aws:ec2/route:Route",
      `${name}-public-internet`,
      {
        routeTableId: idOf(`${name}-public-table`),
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: idOf(`${name}-igw`),
      },
      options,
    ),
  ];
}

function nat(inputs: NetworkInputs, zone: number): Resource[] {
  const { name } = inputs;
  const options = parentOf(inputs);
  const publicSubnet = `${name}-public-${zone}`;
  return [
    subnet(inputs, publicSubnet, zone, `10.0.${zone + 240}.0/24`),
    declared(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      `${publicSubnet}-routed`,
      { subnetId: idOf(publicSubnet), routeTableId: idOf(`${name}-public-table`) },
      options,
    ),
    declared("aws:ec2/eip:Eip", `${name}-nat-address-${zone}`, { domain: "vpc" }, options),
    declared(
      "aws:ec2/natGateway:NatGateway",
      `${name}-nat-${zone}`,
      { subnetId: idOf(publicSubnet), allocationId: idOf(`${name}-nat-address-${zone}`) },
      { ...options, dependsOn: [`${name}-igw`] },
    ),
  ];
}

function indexes(count: number): number[] {
  return [...Array(count).keys()];
}
