import { declared, idOf, type PropsOf, type Resource } from "../stackModel";

type Rule = PropsOf<"aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule">;

/** Declares a security group rule that admits a public IPv6 range of a partner. */
export function partnerIn(group: string, props: Partial<Rule> = {}): Resource {
  return declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "partner-in", {
    securityGroupId: idOf(group),
    ipProtocol: "tcp",
    fromPort: 8443,
    toPort: 8444,
    cidrIpv6: "2a00:1450::/32",
    ...props,
  });
}

/** Declares an IPv6 route `ipv6-out` to the internet gateway of the project's stack. */
export function ipv6Route(props: Partial<PropsOf<"aws:ec2/route:Route">> = {}): Resource {
  return declared("aws:ec2/route:Route", "ipv6-out", {
    routeTableId: idOf("site-private-table-0"),
    destinationIpv6CidrBlock: "::/0",
    gatewayId: idOf("site-igw"),
    ...props,
  });
}
