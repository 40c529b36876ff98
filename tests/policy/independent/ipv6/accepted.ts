import { added, declared, idOf, later, set } from "../../misconfigurations/stackModel";
import { admitting, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import { IPV6_ADDRESS, IPV6_NETWORK, IPV6_OPEN, IPV6_SUBNET, IPV6_VPC } from "./shared";

/** Dual-stack stacks whose servers nobody on the internet can reach. */
export const accepted: readonly IndependentCase[] = [
  {
    id: "ipv6-closed-group",
    what: "The instance has an address of IPv6 and a route to the internet, and admits the load balancer alone.",
    source: servicePages.securityGroups,
    verdict: "accepted",
    resources: site(IPV6_NETWORK, IPV6_ADDRESS),
  },
  {
    id: "ipv6-group-of-the-network",
    what: "The instance admits the range of IPv6 of its own subnet.",
    source: servicePages.securityGroups,
    verdict: "accepted",
    moments: ["known"],
    resources: site(
      IPV6_NETWORK,
      IPV6_ADDRESS,
      added(
        admitting("site-own-ipv6", "site-instances", [8443, 8444], {
          cidrIpv6: later("2a05:d018:abc:1a00::/64", ["site-vpc"]),
        }),
      ),
    ),
  },
  {
    id: "ipv6-egress-only",
    what: "The route of IPv6 leads to an egress-only gateway, which lets nobody in; the group is open.",
    source: servicePages.egressOnly,
    verdict: "accepted",
    resources: site(
      IPV6_VPC,
      IPV6_SUBNET,
      added(
        declared("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "site-eigw", {
          vpcId: idOf("site-vpc"),
        }),
        declared("aws:ec2/route:Route", "site-private-ipv6", {
          routeTableId: idOf("site-private-table-0"),
          destinationIpv6CidrBlock: "::/0",
          egressOnlyGatewayId: idOf("site-eigw"),
        }),
      ),
      IPV6_ADDRESS,
      IPV6_OPEN,
    ),
  },
  {
    id: "ipv6-no-route",
    what: "The instance has an address of IPv6 and an open group, and no route of IPv6 leads out of the VPC.",
    source: servicePages.internetGateways,
    verdict: "accepted",
    resources: site(IPV6_VPC, IPV6_SUBNET, IPV6_ADDRESS, IPV6_OPEN),
  },
  {
    id: "ipv6-no-address",
    what: "The subnet is dual-stack with a route to the internet; the instance has no address of IPv6.",
    source: servicePages.addressing,
    verdict: "accepted",
    resources: site(
      IPV6_NETWORK,
      set("site-private-0", "assignIpv6AddressOnCreation", false),
      set("site-instance", "ipv6AddressCount", 0),
    ),
  },
  {
    id: "ipv6-internal-load-balancer",
    what: "The internal load balancer is dual-stack; ELB denies it traffic of internet gateways.",
    source: servicePages.loadBalancers,
    verdict: "accepted",
    resources: site(
      IPV6_NETWORK,
      set("site-private-1", "ipv6CidrBlock", later("2a05:d018:abc:1b00::/64", ["site-vpc"])),
      set("site-alb", "ipAddressType", "dualstack"),
    ),
  },
  {
    id: "ipv6-viewers",
    what: "The distribution has addresses of IPv6 for viewers.",
    source: servicePages.vpcOrigins,
    verdict: "accepted",
    resources: site(set("site-distribution", "isIpv6Enabled", true)),
  },
];
