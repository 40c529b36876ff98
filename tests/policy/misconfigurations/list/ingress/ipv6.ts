import { privateInstance } from "../../compliantStacks/resources/instances";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, idOf, set, without } from "../../stackModel";
import { networkStack, ofNetworkStack, privateRangeIn } from "../commonResources";
import { ipv6Route, partnerIn } from "../ipv6";

const rule = "no-ingress-but-cloudfront";
const assigned = set("site-private-0", "assignIpv6AddressOnCreation", true);

/** IPv6 addresses and routes, by each way in which they come about. */
export const ipv6Misconfigurations: Misconfiguration[] = [
  {
    id: "ipv6-assigned-by-subnet",
    base: "dev",
    what: "A private subnet assigns IPv6 addresses, and its route table has a route to the internet gateway.",
    rule,
    resource: "site-private-0",
    change: all(assigned, added(ipv6Route(), partnerIn("site-instances"))),
    expectText: [/assignIpv6AddressOnCreation/, /ipv6-out/, /site-group/],
  },
  {
    id: "ipv6-route-of-global-unicast",
    base: "dev",
    what: "The IPv6 route has all of 2000::/3 for its destination.",
    rule,
    resource: "site-private-0",
    change: all(
      assigned,
      added(ipv6Route({ destinationIpv6CidrBlock: "2000::/3" }), partnerIn("site-instances")),
    ),
  },
  {
    id: "ipv6-route-of-prefix-list",
    base: "dev",
    what: "The IPv6 route has a prefix list for its destination.",
    rule,
    resource: "site-private-0",
    change: all(
      assigned,
      added(
        declared("aws:ec2/managedPrefixList:ManagedPrefixList", "partners", {
          addressFamily: "IPv6",
          maxEntries: 1,
          entries: [{ cidr: "2a00:1450::/32" }],
        }),
        declared("aws:ec2/route:Route", "ipv6-out", {
          routeTableId: idOf("site-private-table-0"),
          destinationPrefixListId: idOf("partners"),
          gatewayId: idOf("site-igw"),
        }),
        partnerIn("site-instances"),
      ),
    ),
  },
  {
    id: "ipv6-route-in-main-table",
    base: "dev",
    what: "A subnet without a route table of its own uses the VPC's main one, which routes IPv6 to the internet gateway.",
    rule,
    resource: "site-private-0",
    change: all(
      assigned,
      without("site-private-table-0-used"),
      added(
        declared("aws:ec2/routeTable:RouteTable", "main", {
          vpcId: idOf("site-vpc"),
          routes: [{ ipv6CidrBlock: "::/0", gatewayId: idOf("site-igw") }],
        }),
        declared("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "main-used", {
          vpcId: idOf("site-vpc"),
          routeTableId: idOf("main"),
        }),
        partnerIn("site-instances"),
      ),
    ),
    expectText: [/main/],
  },
  {
    id: "ipv6-prefix-of-template",
    base: "dev",
    what: "The launch template assigns an IPv6 prefix.",
    rule,
    resource: "site-template",
    change: all(
      set("site-template", "networkInterfaces.0.ipv6PrefixCount", 1),
      added(ipv6Route(), partnerIn("site-instances")),
    ),
    expectText: [/ipv6PrefixCount/],
  },
  {
    id: "ipv6-of-interface",
    base: "nlbAndEc2",
    what: "A second network interface of an instance has an IPv6 address.",
    rule,
    resource: "second-interface",
    change: added(
      declared("aws:ec2/networkInterface:NetworkInterface", "second-interface", {
        subnetId: idOf("api-private-0"),
        securityGroups: [idOf("api-instances")],
        ipv6AddressCount: 1,
      }),
      declared("aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment", "second-attached", {
        instanceId: idOf("api-instance-0"),
        networkInterfaceId: idOf("second-interface"),
        deviceIndex: 1,
      }),
      ipv6Route({ routeTableId: idOf("api-private-table-0"), gatewayId: idOf("api-igw") }),
      partnerIn("api-instances"),
    ),
    expectText: [/ipv6AddressCount/, /api-instance-0/],
  },
  {
    id: "worker-of-another-stack",
    base: "prod",
    what: "A worker has a security group and a subnet of another stack, which may assign IPv6 addresses; the load balancer admits private ranges.",
    rule: "no-ingress-but-cloudfront",
    resource: "site-worker",
    change: added(
      privateRangeIn("site-private-in", "site-balancer"),
      networkStack,
      privateInstance("site-worker", ofNetworkStack("subnet-0a1b2c3d4e5f60718"), [
        ofNetworkStack("sg-0f1e2d3c4b5a69788"),
      ]),
    ),
    expectText: [
      /through this subnet outside this stack, which may assign IPv6 addresses: internet → \S+site-worker \(subnetId\)/,
    ],
  },
];
