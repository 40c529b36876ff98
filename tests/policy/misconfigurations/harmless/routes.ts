import { jumpHost, jumpRoute } from "../list/routes";
import type { Harmless } from "../misconfiguration";
import { all, set, unset } from "../stackModel";

const base = "nlbAndEc2";
const options = { protect: "origins" } as const;

/** Public IPv4 addresses to which no route leads for those whom the security group admits. */
export const harmlessRoutes: Harmless[] = [
  {
    id: "public-address-behind-nat",
    base,
    what: "A jump host has a public address in a subnet whose only way out is a NAT gateway.",
    change: jumpHost(),
    options,
  },
  {
    id: "route-for-others",
    base,
    what: "A route to the internet gateway is for other addresses than those that the jump host admits.",
    change: all(jumpHost("81.2.69.160/28"), jumpRoute({ destinationCidrBlock: "8.0.0.0/8" })),
    options,
  },
  {
    id: "route-to-a-peer",
    base,
    what: "The subnet of a jump host sends everything to a peered VPC, whose internet gateway it cannot use.",
    change: all(
      jumpHost(),
      unset("api-private-table-1-nat", "natGatewayId"),
      set("api-private-table-1-nat", "vpcPeeringConnectionId", "pcx-0a1b2c3d4e5f60718"),
    ),
    options,
  },
];
