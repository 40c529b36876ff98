import type { Misconfiguration } from "../../misconfiguration";
import { added, declared, idOf, inserted, later, output, type PropsOf, set } from "../../stackModel";

const rule = "no-open-security-group";
const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

type RuleProps = Partial<PropsOf<"aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule">>;

/** A misconfigured rule resource of the load balancer's security group in the dev stack. */
function ruleOf(id: string, what: string, props: RuleProps, expectText: RegExp[]): Misconfiguration {
  return {
    id,
    base: "dev",
    what,
    rule,
    resource: "site-open",
    change: added(
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-open", {
        ...HTTPS,
        securityGroupId: idOf("site-balancer"),
        ...props,
      }),
    ),
    expectText,
  };
}

/** A misconfigured inline rule of the load balancer's security group in the classic stack. */
function inlineOf(id: string, what: string, cidrBlocks: string[], expectText: RegExp[]): Misconfiguration {
  const ingress = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks };
  return {
    id,
    base: "classicAlb",
    what,
    rule,
    resource: "shop-balancer",
    change: inserted("shop-balancer", "ingress", 1, ingress),
    expectText,
  };
}

/** Ingress from the internet, or most of it, in all three forms of a rule. */
export const securityGroupMisconfigurations: Misconfiguration[] = [
  ruleOf("rule-world-ipv4", "A rule resource admits all of IPv4 on port 443.", { cidrIpv4: "0.0.0.0/0" }, [
    /0\.0\.0\.0\/0/,
  ]),
  ruleOf("rule-world-ipv6", "A rule resource admits all of IPv6.", { cidrIpv6: "::/0" }, [/::\/0/]),
  ruleOf(
    "rule-world-padded",
    "The prefix length is written with a leading zero.",
    { cidrIpv4: "0.0.0.0/00" },
    [/0\.0\.0\.0\/0/],
  ),
  ruleOf("rule-world-mapped", "All of IPv4 is written as mapped IPv6.", { cidrIpv6: "::ffff:0:0/96" }, [
    /::ffff:0:0\/96/i,
  ]),
  ruleOf("rule-half-world", "A rule resource admits half of IPv4.", { cidrIpv4: "128.0.0.0/1" }, [
    /128\.0\.0\.0\/1/,
  ]),
  ruleOf("rule-wide-range", "A rule resource admits a public range of /8.", { cidrIpv4: "52.0.0.0/8" }, [
    /52\.0\.0\.0\/8/,
  ]),
  ruleOf("rule-half-ipv6", "A rule resource admits all global IPv6 addresses.", { cidrIpv6: "2000::/3" }, [
    /2000::\/3/,
  ]),
  {
    ...ruleOf(
      "rule-unknown-range",
      "A rule resource admits an unknown range.",
      { cidrIpv4: later("10.9.0.0/16", ["site-vpc"]) },
      [/cidrIpv4/],
    ),
    moments: ["preview"],
  },
  {
    id: "old-rule-world",
    base: "s3AndAlb",
    what: "A rule resource of the older type admits all of IPv4.",
    rule,
    resource: "app-balancer-in",
    change: set("app-balancer-in", "cidrBlocks", ["0.0.0.0/0"]),
    expectText: [/cidrBlocks/],
  },
  {
    id: "old-rule-world-ipv6",
    base: "s3AndAlb",
    what: "A rule resource of the older type, protocol 6, admits all of IPv6 to the instances.",
    rule,
    resource: "app-instances-in",
    change: set("app-instances-in", "ipv6CidrBlocks", ["::/0"]),
    expectText: [/ipv6CidrBlocks/],
  },
  inlineOf("inline-world", "An inline rule admits all of IPv4.", ["0.0.0.0/0"], [/ingress/, /0\.0\.0\.0\/0/]),
  inlineOf(
    "inline-two-halves",
    "An inline rule admits two halves of IPv4.",
    ["0.0.0.0/1", "128.0.0.0/1"],
    [/ingress/],
  ),
  inlineOf(
    "inline-many-ranges",
    "Eight ranges of /9 add up to a wide one.",
    ["52.0", "52.128", "53.0", "53.128", "54.0", "54.128", "55.0", "55.128"].map((start) => `${start}.0.0/9`),
    [/ingress/],
  ),
  {
    id: "inline-two-rules",
    base: "classicAlb",
    what: "Two inline rules, for different ports, admit two halves of IPv4.",
    rule,
    resource: "shop-instances",
    change: (stack) =>
      [
        { protocol: "tcp", fromPort: 8443, toPort: 8443, cidrBlocks: ["0.0.0.0/1"] },
        { protocol: "tcp", fromPort: 8000, toPort: 9000, cidrBlocks: ["128.0.0.0/1"] },
      ].reduce((changed, ingress) => inserted("shop-instances", "ingress", 0, ingress)(changed), stack),
  },
  {
    id: "inline-all-protocols",
    base: "classicAlb",
    what: "A rule for all protocols, ports 0 to 0, admits all of IPv4.",
    rule,
    resource: "shop-instances",
    change: inserted("shop-instances", "ingress", 0, {
      protocol: "all",
      fromPort: 0,
      toPort: 0,
      cidrBlocks: ["0.0.0.0/0"],
    }),
  },
  {
    id: "inline-self-first",
    base: "classicAlb",
    what: "The first inline rule admits the group itself, the second all of IPv4.",
    rule,
    resource: "shop-balancer",
    change: (stack) =>
      [
        { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
        { protocol: "-1", fromPort: 0, toPort: 0, self: true },
      ].reduce((changed, ingress) => inserted("shop-balancer", "ingress", 0, ingress)(changed), stack),
  },
  {
    id: "default-group-open",
    base: "dev",
    what: "The VPC's default security group admits all of IPv4.",
    rule,
    resource: "site-closed",
    change: set("site-closed", "ingress", [
      { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
    ]),
  },
  {
    id: "administration-near-world",
    base: "prod",
    what: "Administration is admitted from half of IPv4, as in the configuration.",
    rule,
    resource: "site-admin-0",
    change: set("site-admin-0", "cidrIpv4", "0.0.0.0/1"),
    options: { adminCidrs: ["0.0.0.0/1"] },
  },
  {
    id: "instance-port-world",
    base: "nlbAndEc2",
    what: "The instances admit all of IPv4 as well as the load balancer.",
    rule,
    resource: "api-instances-open",
    change: added(
      declared("aws:ec2/securityGroupRule:SecurityGroupRule", "api-instances-open", {
        type: "ingress",
        securityGroupId: output("api-instances", "id"),
        protocol: "TCP",
        fromPort: 8443,
        toPort: 8443,
        cidrBlocks: ["10.0.0.0/16", "0.0.0.0/0"],
      }),
    ),
  },
];
