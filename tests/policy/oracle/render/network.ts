/** Renders networks: VPCs, gateways, routes, subnets, security groups and prefix lists. */
import { declared, idOf, output, type Resource } from "../../misconfigurations/stackModel";
import type { GroupRule, PrefixList, RouteTable, SecurityGroup, Subnet, Vpc, World } from "../world/world";
import { idRef } from "./references";

/** The id of CloudFront's list of addresses to origins in the stacks' region. */
const cloudFrontList = "pl-4fa04526";

/** Renders the networks of a stack. */
export function network(world: World): Resource[] {
  return [
    ...world.vpcs.flatMap((vpc) => vpcResources(vpc, world)),
    ...world.routeTables.flatMap(routeTable),
    ...world.subnets.flatMap((subnet) => subnetResources(subnet, world)),
    ...world.prefixLists.flatMap(prefixList),
    ...world.groups.flatMap(securityGroup),
  ];
}

function vpcResources({ name, number, ipv6, gateway }: Vpc, world: World): Resource[] {
  const vpcId = idOf(name);
  const routes = world.routeTables.filter(({ vpc }) => vpc === name).flatMap((table) => table.routes);
  const uses = (via: string): boolean => routes.some((route) => route.via === via);
  const subnet = world.subnets.find(({ vpc }) => vpc === name);
  return [
    declared("aws:ec2/vpc:Vpc", name, {
      cidrBlock: `10.${number}.0.0/16`,
      ...(ipv6 && { assignGeneratedIpv6CidrBlock: true }),
    }),
    ...(gateway === "inline"
      ? [declared("aws:ec2/internetGateway:InternetGateway", `${name}-igw`, { vpcId })]
      : []),
    ...(gateway === "attachment"
      ? [
          declared("aws:ec2/internetGateway:InternetGateway", `${name}-igw`, {}),
          declared("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment", `${name}-igw-attachment`, {
            vpcId,
            internetGatewayId: idOf(`${name}-igw`),
          }),
        ]
      : []),
    ...(uses("eigw")
      ? [declared("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", `${name}-eigw`, { vpcId })]
      : []),
    ...(uses("nat") && subnet !== undefined
      ? [
          declared("aws:ec2/eip:Eip", `${name}-nat-address`, { domain: "vpc" }),
          declared("aws:ec2/natGateway:NatGateway", `${name}-nat`, {
            subnetId: idOf(subnet.name),
            allocationId: output(`${name}-nat-address`, "allocationId"),
          }),
        ]
      : []),
  ];
}

function routeTable({ name, vpc, form, routes }: RouteTable): Resource[] {
  const argumentsOf = ({ to, via }: (typeof routes)[number]) => ({
    ...(to.includes(":") ? { [form === "inline" ? "ipv6CidrBlock" : "destinationIpv6CidrBlock"]: to } : {}),
    ...(to.includes(":") ? {} : { [form === "inline" ? "cidrBlock" : "destinationCidrBlock"]: to }),
    ...(via === "igw" && { gatewayId: idOf(`${vpc}-igw`) }),
    ...(via === "eigw" && {
      egressOnlyGatewayId: idOf(`${vpc}-eigw`),
    }),
    ...(via === "nat" && { natGatewayId: idOf(`${vpc}-nat`) }),
  });
  const vpcId = idOf(vpc);
  if (form === "inline") {
    return [declared("aws:ec2/routeTable:RouteTable", name, { vpcId, routes: routes.map(argumentsOf) })];
  }
  return [
    declared("aws:ec2/routeTable:RouteTable", name, { vpcId }),
    ...routes.map((route, index) =>
      declared("aws:ec2/route:Route", `${name}-route-${index}`, {
        routeTableId: idOf(name),
        ...argumentsOf(route),
      }),
    ),
  ];
}

function subnetResources(subnet: Subnet, world: World): Resource[] {
  const { name, number, ipv6, mapsPublicAddresses, table } = subnet;
  const vpc = world.vpcs.find((each) => each.name === subnet.vpc);
  return [
    declared("aws:ec2/subnet:Subnet", name, {
      vpcId: idOf(subnet.vpc),
      cidrBlock: `10.${vpc?.number ?? 0}.${number}.0/24`,
      availabilityZone: number % 2 === 0 ? "eu-west-1a" : "eu-west-1b",
      ...(ipv6 && { ipv6CidrBlock: `2600:1f18:0:${vpc?.number ?? 0}${number}::/64` }),
      ...(ipv6 === "assigned" && { assignIpv6AddressOnCreation: true }),
      ...(mapsPublicAddresses && { mapPublicIpOnLaunch: true }),
    }),
    ...(table === undefined
      ? []
      : [
          declared("aws:ec2/routeTableAssociation:RouteTableAssociation", `${name}-table`, {
            subnetId: idOf(name),
            routeTableId: idOf(table),
          }),
        ]),
  ];
}

function prefixList({ name, form, entries }: PrefixList): Resource[] {
  const shape = { addressFamily: "IPv4", maxEntries: 10, name };
  if (form === "inline") {
    return [
      declared("aws:ec2/managedPrefixList:ManagedPrefixList", name, {
        ...shape,
        entries: entries.map((cidr) => ({ cidr })),
      }),
    ];
  }
  return [
    declared("aws:ec2/managedPrefixList:ManagedPrefixList", name, shape),
    ...entries.map((cidr, index) =>
      declared("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", `${name}-entry-${index}`, {
        prefixListId: idOf(name),
        cidr,
      }),
    ),
  ];
}

function securityGroup({ name, vpc, form, rules }: SecurityGroup): Resource[] {
  const vpcId = idOf(vpc);
  const egress = [
    { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] },
  ];
  if (form === "inline") {
    return [
      declared("aws:ec2/securityGroup:SecurityGroup", name, {
        vpcId,
        ingress: rules.map((rule) => ({ ...portsOf(rule), ...listsOf(rule) })),
        egress,
      }),
    ];
  }
  const group = declared("aws:ec2/securityGroup:SecurityGroup", name, { vpcId });
  return [group, ...rules.map((rule, index) => separateRule(name, form, rule, index))];
}

function portsOf({ ports }: GroupRule) {
  return ports === undefined
    ? { protocol: "-1", fromPort: 0, toPort: 0 }
    : { protocol: "tcp", fromPort: ports[0], toPort: ports[1] };
}

function listsOf({ source }: GroupRule) {
  if ("cidr" in source) {
    return source.cidr.includes(":") ? { ipv6CidrBlocks: [source.cidr] } : { cidrBlocks: [source.cidr] };
  }
  if ("self" in source) {
    return { self: true };
  }
  if ("group" in source) {
    return { securityGroups: [idRef(source.group, "group")] };
  }
  return { prefixListIds: [source.list === "cloudfront" ? cloudFrontList : idRef(source.list, "list")] };
}

function separateRule(
  name: string,
  form: "securityGroupRule" | "ingressRule",
  rule: GroupRule,
  index: number,
): Resource {
  const { source, ports } = rule;
  if (form === "securityGroupRule") {
    return declared("aws:ec2/securityGroupRule:SecurityGroupRule", `${name}-rule-${index}`, {
      type: "ingress",
      securityGroupId: idOf(name),
      ...portsOf(rule),
      ...("group" in source ? { sourceSecurityGroupId: idRef(source.group, "group") } : listsOf(rule)),
    });
  }
  return declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", `${name}-rule-${index}`, {
    securityGroupId: idOf(name),
    ...(ports === undefined
      ? { ipProtocol: "-1" }
      : { ipProtocol: "tcp", fromPort: ports[0], toPort: ports[1] }),
    ...("cidr" in source && { [source.cidr.includes(":") ? "cidrIpv6" : "cidrIpv4"]: source.cidr }),
    ...("self" in source && { referencedSecurityGroupId: idOf(name) }),
    ...("group" in source && { referencedSecurityGroupId: idRef(source.group, "group") }),
    ...("list" in source && {
      prefixListId: source.list === "cloudfront" ? cloudFrontList : idRef(source.list, "list"),
    }),
  });
}
