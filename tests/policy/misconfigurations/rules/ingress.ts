import { ALWAYS, type ExpectedRule } from "./rule";

/** Rules that keep CloudFront the only way in. */
export const ingressRules = {
  "no-internet-facing-load-balancer": {
    severity: "critical",
    ...ALWAYS,
    decides:
      "A load balancer of any kind and under any of its type names is internal; `internal` left out means internet-facing, and unknown is refused.",
  },
  "no-public-address": {
    severity: "critical",
    ...ALWAYS,
    decides:
      "No instance, template, network interface or subnet takes a public IPv4 address, and no Elastic IP is attached to anything but a NAT gateway.",
  },
  "no-open-security-group": {
    severity: "critical",
    ...ALWAYS,
    decides:
      "The ingress that one resource shows, in any of the three shapes, does not cover the internet or nearly so: a public range of /8 or wider, or a union of ranges that adds up to one.",
  },
  "no-public-cloudfront-origin": {
    severity: "critical",
    ...ALWAYS,
    decides:
      "Every origin of a distribution, used or not, is a VPC origin or a bucket with origin access control.",
  },
  "no-unanalysable-ingress": {
    severity: "high",
    ...ALWAYS,
    decides:
      "No resource is of a type that can open an entry which the model cannot follow: multi-tenant distributions, stacks in the stack, dynamic resources, entry points of other providers.",
  },
  "no-ingress-but-cloudfront": {
    policy: "ingress-paths",
    severity: "critical",
    ...ALWAYS,
    decides:
      "No path leads from the internet to a protected load balancer or instance but through a distribution; a finding names each hop, the argument that opens it, and the one change that closes it.",
  },
  "origin-security-group-admits-only-cloudfront": {
    policy: "ingress-paths",
    severity: "critical",
    ...ALWAYS,
    decides:
      "The groups on what CloudFront reaches admit CloudFront's prefix list, `adminCidrs` and private sources, whatever adds rules to them or groups to their interfaces; no other public range or prefix list.",
  },
} as const satisfies Record<string, ExpectedRule>;
