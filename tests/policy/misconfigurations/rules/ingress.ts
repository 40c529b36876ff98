import { ALWAYS, type ExpectedRule } from "./rule";

/** Rules that keep CloudFront the only ingress path. */
export const ingressRules = {
  "no-internet-facing-load-balancer": {
    severity: "critical",
    ...ALWAYS,
    requires:
      "A load balancer of any kind and type name that is protected, or leads to what is, is internal; without `internal` it is internet-facing, and an unknown value is refused.",
  },
  "no-public-address": {
    severity: "critical",
    ...ALWAYS,
    requires:
      "No instance, template, network interface or subnet that is protected, or leads to what is, assigns a public IPv4 address, and no Elastic IP is attached to anything but a NAT gateway.",
  },
  "no-open-security-group": {
    severity: "critical",
    ...ALWAYS,
    requires:
      "The ingress rules in one resource, in any of their three forms, do not admit the internet or most of it: a public range of /8 or wider, or ranges that add up to one.",
  },
  "no-public-cloudfront-origin": {
    severity: "critical",
    ...ALWAYS,
    requires:
      "Every origin of a distribution, used or not, is a VPC origin, or a bucket or function URL with origin access control.",
  },
  "no-unanalysable-ingress": {
    policy: "ingress-paths",
    severity: "high",
    ...ALWAYS,
    requires:
      "No resource may open a way to a protected origin that cannot be followed: by what it refers to, by where it sends from, or because it creates resources that no rule sees. Types are classified by a table of the provider's.",
  },
  "no-ingress-but-cloudfront": {
    policy: "ingress-paths",
    severity: "critical",
    ...ALWAYS,
    requires:
      "A protected load balancer or instance is reachable from the internet only through a distribution; a finding names each hop, the argument that opens it, and the change that closes it.",
  },
  "origin-security-group-admits-only-cloudfront": {
    policy: "ingress-paths",
    severity: "critical",
    ...ALWAYS,
    requires:
      "The security groups of origins admit CloudFront's prefix list, `adminCidrs` and private sources, and no other public range or prefix list, in all resources that add rules or groups.",
  },
  "protected-origins-exist": {
    policy: "ingress-paths",
    severity: "high",
    ...ALWAYS,
    requires:
      "Every pattern of the option `protectedOrigins` matches a load balancer, server, service, function, API or bucket of the stack.",
  },
  "function-url-admits-only-cloudfront": {
    policy: "ingress-paths",
    severity: "critical",
    ...ALWAYS,
    requires:
      "A function URL behind a distribution requires IAM, CloudFront signs its requests, and the function's policy admits only distributions of the stack.",
  },
  "no-unanalysable-argument": {
    policy: "ingress-paths",
    severity: "high",
    ...ALWAYS,
    requires:
      "Every argument that a rule reads has the type that AWS documents: no text in place of an object, no list in place of a boolean, no policy document with an unknown element. Those that decide where requests go, such as the types of actions, are known in preview.",
  },
} as const satisfies Record<string, ExpectedRule>;
