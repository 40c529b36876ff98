import { added, all, type Change, declared, idOf, later, set } from "../../misconfigurations/stackModel";
import { admitting } from "../base";

/** Gives the site's VPC a range of IPv6 from Amazon. */
export const IPV6_VPC: Change = set("site-vpc", "assignGeneratedIpv6CidrBlock", true);

/** Gives the subnet of the site's instance a range of IPv6. */
export const IPV6_SUBNET: Change = set(
  "site-private-0",
  "ipv6CidrBlock",
  later("2a05:d018:abc:1a00::/64", ["site-vpc"]),
);

/** Routes IPv6 from the subnet of the site's instance to the internet gateway. */
export const IPV6_ROUTE: Change = added(
  declared("aws:ec2/route:Route", "site-private-ipv6", {
    routeTableId: idOf("site-private-table-0"),
    destinationIpv6CidrBlock: "::/0",
    gatewayId: idOf("site-igw"),
  }),
);

/** Gives the site's instance an address of IPv6. */
export const IPV6_ADDRESS: Change = set("site-instance", "ipv6AddressCount", 1);

/** Lets IPv6 lead from the internet to the subnet of the site's instance. */
export const IPV6_NETWORK: Change = all(IPV6_VPC, IPV6_SUBNET, IPV6_ROUTE);

/** Admits everybody on IPv6 to the site's instances. */
export const IPV6_OPEN: Change = added(
  admitting("site-wide-ipv6", "site-instances", [8443, 8444], { cidrIpv6: "::/0" }),
);

/** Admits everybody on IPv4 to the site's instances. */
export const IPV4_OPEN: Change = added(
  admitting("site-wide-ipv4", "site-instances", [8443, 8444], { cidrIpv4: "0.0.0.0/0" }),
);
