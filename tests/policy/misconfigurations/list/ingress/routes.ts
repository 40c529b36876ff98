import type { Misconfiguration } from "../../misconfiguration";
import { added, all, type Change, declared, idOf, set, unset, without } from "../../stackModel";
import { jumpHost, jumpRoute } from "../routes";

/** Creates a misconfiguration by which the internet comes to the instances through the jump host. */
function throughJumpHost(
  id: string,
  what: string,
  hop: RegExp,
  ...changes: readonly Change[]
): Misconfiguration {
  return {
    id,
    base: "nlbAndEc2",
    what,
    rule: "no-ingress-but-cloudfront",
    resource: "api-jump-host",
    change: all(jumpHost(), ...changes),
    options: { protect: "origins" },
    expectText: [/internet → \S*api-jump-host \(associatePublicIpAddress\)/, hop],
  };
}

/** Public IPv4 addresses in subnets that look private, to which a route leads all the same. */
export const routeMisconfigurations: Misconfiguration[] = [
  throughJumpHost(
    "route-for-part-of-the-internet",
    "A jump host is in a private subnet whose table sends a part of the internet to the internet gateway.",
    /api-jump-route \(gatewayId\)/,
    jumpRoute({ destinationCidrBlock: "8.0.0.0/8" }),
  ),
  throughJumpHost(
    "route-through-a-firewall",
    "The private subnet of a jump host sends everything to a firewall's endpoint, which passes it on to the internet gateway.",
    /api-private-table-1-nat \(vpcEndpointId\)/,
    unset("api-private-table-1-nat", "natGatewayId"),
    set("api-private-table-1-nat", "vpcEndpointId", "vpce-0a1b2c3d4e5f60718"),
  ),
  throughJumpHost(
    "route-table-of-another-stack",
    "The subnet of a jump host uses a route table of another stack, which may have any route.",
    /api-jump-in \(cidrIpv4\)/,
    set("api-private-table-1-used", "routeTableId", "rtb-0a1b2c3d4e5f60718"),
  ),
  throughJumpHost(
    "route-in-the-main-table",
    "The subnet of a jump host uses the VPC's main route table, which the stack replaces by one with a route to the internet gateway.",
    /main \(routes\[0\]\.gatewayId\)/,
    without("api-private-table-1-used"),
    added(
      declared("aws:ec2/routeTable:RouteTable", "main", {
        vpcId: idOf("api-vpc"),
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: idOf("api-igw") }],
      }),
      declared("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "main-used", {
        vpcId: idOf("api-vpc"),
        routeTableId: idOf("main"),
      }),
    ),
  ),
];
