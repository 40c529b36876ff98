import type { Misconfiguration } from "../misconfiguration";
import { added, declared, idOf, inserted, later, output, type PropsOf, set } from "../model";

const rule = "no-open-security-group";
const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

type RuleProps = Partial<PropsOf<"aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule">>;

/** A misconfiguration in the balancer's group of the dev stack, as a rule of the newest shape. */
function ruleOf(id: string, what: string, props: RuleProps, expectText: RegExp[]): Misconfiguration {
  return {
    id,
    shape: "dev",
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

/** A misconfiguration in the balancer's group of the classic stack, as rules inside the group. */
function inlineOf(id: string, what: string, cidrBlocks: string[], expectText: RegExp[]): Misconfiguration {
  const ingress = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks };
  return {
    id,
    shape: "classicAlb",
    what,
    rule,
    resource: "shop-balancer",
    change: inserted("shop-balancer", "ingress", 1, ingress),
    expectText,
  };
}

/** Ingress from everywhere, or nearly so, in all three shapes. */
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
  ruleOf(
    "rule-wide-range",
    "A rule resource admits a public range of sixteen million.",
    { cidrIpv4: "52.0.0.0/8" },
    [/52\.0\.0\.0\/8/],
  ),
  ruleOf("rule-half-ipv6", "A rule resource admits all global IPv6 addresses.", { cidrIpv6: "2000::/3" }, [
    /2000::\/3/,
  ]),
  {
    ...ruleOf(
      "rule-unknown-range",
      "A rule resource admits a range that is not known yet.",
      { cidrIpv4: later("10.9.0.0/16", ["site-vpc"]) },
      [/cidrIpv4/],
    ),
    moments: ["preview"],
  },
  {
    id: "old-rule-world",
    shape: "s3AndAlb",
    what: "A rule resource of the older kind admits all of IPv4.",
    rule,
    resource: "app-balancer-in",
    change: set("app-balancer-in", "cidrBlocks", ["0.0.0.0/0"]),
    expectText: [/cidrBlocks/],
  },
  {
    id: "old-rule-world-ipv6",
    shape: "s3AndAlb",
    what: "A rule resource of the older kind, protocol 6, admits all of IPv6 to the instances.",
    rule,
    resource: "app-instances-in",
    change: set("app-instances-in", "ipv6CidrBlocks", ["::/0"]),
    expectText: [/ipv6CidrBlocks/],
  },
  inlineOf(
    "inline-world",
    "A rule inside a group admits all of IPv4.",
    ["0.0.0.0/0"],
    [/ingress/, /0\.0\.0\.0\/0/],
  ),
  inlineOf(
    "inline-two-halves",
    "Two halves of IPv4 stand in one rule.",
    ["0.0.0.0/1", "128.0.0.0/1"],
    [/ingress/],
  ),
  inlineOf(
    "inline-many-ranges",
    "Eight ranges, none of them wide by itself, add up to a wide one.",
    ["52.0", "52.128", "53.0", "53.128", "54.0", "54.128", "55.0", "55.128"].map((start) => `${start}.0.0/9`),
    [/ingress/],
  ),
  {
    id: "inline-two-rules",
    shape: "classicAlb",
    what: "Two halves of IPv4 stand in two rules of one group, for different ports.",
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
    shape: "classicAlb",
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
    shape: "classicAlb",
    what: "A rule for the group itself comes first, one for all of IPv4 second.",
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
    shape: "dev",
    what: "The VPC's default group admits all of IPv4.",
    rule,
    resource: "site-closed",
    change: set("site-closed", "ingress", [
      { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
    ]),
  },
  {
    id: "administration-near-world",
    shape: "prod",
    what: "Administration is admitted from half of IPv4, and the configuration says so, too.",
    rule,
    resource: "site-admin-0",
    change: set("site-admin-0", "cidrIpv4", "0.0.0.0/1"),
    options: { adminCidrs: ["0.0.0.0/1"] },
  },
  {
    id: "instance-port-world",
    shape: "nlbAndEc2",
    what: "The instances admit all of IPv4 beside the load balancer.",
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
