import { added, declared, idOf, later, set, unset, without } from "../../misconfigurations/stackModel";
import { admitting, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import {
  IPV4_OPEN,
  IPV6_ADDRESS,
  IPV6_NETWORK,
  IPV6_OPEN,
  IPV6_ROUTE,
  IPV6_SUBNET,
  IPV6_VPC,
} from "./shared";

/** Stacks whose instance is on the internet by an address or a route that is easily overlooked. */
export const addresses: readonly IndependentCase[] = [
  {
    id: "ipv6-address-count",
    what: "The instance has one address of IPv6, a route to the internet, and admits everybody on IPv6.",
    source: servicePages.ipv6,
    verdict: "refused",
    names: "site-instance",
    resources: site(IPV6_NETWORK, IPV6_ADDRESS, IPV6_OPEN),
  },
  {
    id: "ipv6-address-by-value",
    what: "The instance has an address of IPv6 by value.",
    source: servicePages.ipv6,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      IPV6_NETWORK,
      set("site-instance", "ipv6Addresses", ["2a05:d018:abc:1a00::a"]),
      IPV6_OPEN,
    ),
  },
  {
    id: "ipv6-address-by-subnet",
    what: "The subnet gives addresses of IPv6 to what is started in it.",
    source: servicePages.addressing,
    verdict: "refused",
    names: "site-instance",
    resources: site(IPV6_NETWORK, set("site-private-0", "assignIpv6AddressOnCreation", true), IPV6_OPEN),
  },
  {
    id: "ipv6-only-subnet",
    what: "The instance is in a subnet of IPv6 alone, whose instances all have addresses of IPv6.",
    source: servicePages.addressing,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      IPV6_NETWORK,
      added(
        declared("aws:ec2/subnet:Subnet", "site-ipv6", {
          vpcId: idOf("site-vpc"),
          availabilityZone: "eu-west-1a",
          ipv6Native: true,
          ipv6CidrBlock: later("2a05:d018:abc:1b00::/64", ["site-vpc"]),
          assignIpv6AddressOnCreation: true,
        }),
        declared("aws:ec2/routeTableAssociation:RouteTableAssociation", "site-ipv6-table", {
          subnetId: idOf("site-ipv6"),
          routeTableId: idOf("site-private-table-0"),
        }),
      ),
      set("site-instance", "subnetId", idOf("site-ipv6")),
      IPV6_OPEN,
    ),
  },
  {
    id: "ipv6-range-associated-apart",
    what: "The VPC's range of IPv6 is associated by a resource of its own.",
    source: servicePages.ipv6,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      added(
        declared("aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation", "site-ipv6-range", {
          vpcId: idOf("site-vpc"),
          assignGeneratedIpv6CidrBlock: true,
        }),
      ),
      IPV6_SUBNET,
      IPV6_ROUTE,
      IPV6_ADDRESS,
      IPV6_OPEN,
    ),
  },
  {
    id: "ipv6-route-in-the-table",
    what: "The route of IPv6 stands in the route table itself.",
    source: servicePages.routeTables,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      IPV6_VPC,
      IPV6_SUBNET,
      without("site-private-table-0-nat"),
      set("site-private-table-0", "routes", [
        { cidrBlock: "0.0.0.0/0", natGatewayId: idOf("site-nat-0") },
        { ipv6CidrBlock: "::/0", gatewayId: idOf("site-igw") },
      ]),
      IPV6_ADDRESS,
      IPV6_OPEN,
    ),
  },
  {
    id: "ipv6-route-in-halves",
    what: "The route of IPv6 covers the addresses in use on the internet, as does the rule of the group.",
    source: servicePages.routeTables,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      IPV6_NETWORK,
      set("site-private-ipv6", "destinationIpv6CidrBlock", "2000::/3"),
      IPV6_ADDRESS,
      IPV6_OPEN,
      set("site-wide-ipv6", "cidrIpv6", "2000::/3"),
    ),
  },
  {
    id: "ipv6-route-of-the-main-table",
    what: "The subnet has no route table of its own, and the VPC's main one leads to the internet.",
    source: servicePages.routeTables,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      IPV6_VPC,
      IPV6_SUBNET,
      without("site-private-table-0-used"),
      added(
        declared("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "site-main", {
          vpcId: idOf("site-vpc"),
          routeTableId: idOf("site-public-table"),
        }),
        declared("aws:ec2/route:Route", "site-public-ipv6", {
          routeTableId: idOf("site-public-table"),
          destinationIpv6CidrBlock: "::/0",
          gatewayId: idOf("site-igw"),
        }),
      ),
      IPV6_ADDRESS,
      IPV6_OPEN,
    ),
  },
  {
    id: "ipv6-route-of-the-default-table",
    what: "The subnet has no route table of its own; the VPC's default one is adopted, with routes to the internet.",
    source: servicePages.routeTables,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      IPV6_VPC,
      IPV6_SUBNET,
      without("site-private-table-0-used"),
      added(
        declared("aws:ec2/defaultRouteTable:DefaultRouteTable", "site-default-table", {
          defaultRouteTableId: later("rtb-0a1b2c3d4e5f60718", ["site-vpc"]),
          routes: [{ ipv6CidrBlock: "::/0", gatewayId: idOf("site-igw") }],
        }),
      ),
      IPV6_ADDRESS,
      IPV6_OPEN,
    ),
  },
  {
    id: "ipv6-address-of-an-interface",
    what: "A second interface of the instance has an address of IPv6.",
    source: servicePages.networkInterfaces,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      IPV6_NETWORK,
      added(
        declared("aws:ec2/networkInterface:NetworkInterface", "side-interface", {
          subnetId: idOf("site-private-0"),
          securityGroups: [idOf("site-instances")],
          ipv6AddressCount: 1,
          attachments: [{ instance: idOf("site-instance"), deviceIndex: 1 }],
        }),
      ),
      IPV6_OPEN,
    ),
  },
  {
    id: "ipv6-rule-of-the-older-type",
    what: "The group admits everybody on IPv6 by a rule of the older type.",
    source: servicePages.securityGroups,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      IPV6_NETWORK,
      IPV6_ADDRESS,
      added(
        declared("aws:ec2/securityGroupRule:SecurityGroupRule", "site-wide", {
          type: "ingress",
          securityGroupId: idOf("site-instances"),
          protocol: "-1",
          fromPort: 0,
          toPort: 0,
          ipv6CidrBlocks: ["::/0"],
        }),
      ),
    ),
  },
  {
    id: "ipv4-default-subnet",
    what: "The instance is in a default subnet, which gives public addresses, and admits everybody.",
    source: servicePages.defaultVpc,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      added(
        declared("aws:ec2/defaultSubnet:DefaultSubnet", "default-subnet", { availabilityZone: "eu-west-1a" }),
      ),
      set("site-instance", "subnetId", idOf("default-subnet")),
      unset("site-instance", "associatePublicIpAddress"),
      IPV4_OPEN,
    ),
  },
  {
    id: "ipv4-default-vpc",
    what: "The instance names no subnet: it is in the default VPC, with a public address, and admits everybody.",
    source: servicePages.launchParameters,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      added(
        declared("aws:ec2/defaultVpc:DefaultVpc", "default-vpc", {}),
        admitting("site-wide-ipv4", "site-instances", [8443, 8444], { cidrIpv4: "0.0.0.0/0" }),
      ),
      set("site-instances", "vpcId", idOf("default-vpc")),
      unset("site-instance", "subnetId"),
      unset("site-instance", "associatePublicIpAddress"),
    ),
  },
];
