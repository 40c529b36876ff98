import { ALWAYS, type ExpectedRule } from "./rule";

/** Rules on the secret headers of the tiers. */
export const tierRules = {
  "listener-default-action-refuses": {
    severity: "critical",
    ...ALWAYS,
    requires:
      "The default action of an HTTP or HTTPS listener is a fixed refusal (403) or a redirect to HTTPS, never a forward, not even behind authentication.",
  },
  "listener-rule-checks-secret-header": {
    severity: "critical",
    ...ALWAYS,
    requires:
      "A listener rule that forwards has a header condition whose values have at least 128 bits, without wildcards and not regular expressions.",
  },
  "listener-rule-checks-origin-secret": {
    policy: "signing-and-tiers",
    severity: "critical",
    ...ALWAYS,
    requires:
      "The header of a forwarding rule is one that an origin sends: the same name, and a value from the same source.",
  },
  "origin-secret-is-accepted": {
    policy: "signing-and-tiers",
    severity: "high",
    ...ALWAYS,
    requires:
      "Each origin on a load balancer sends a secret header that one of the listener's rules accepts.",
  },
  "tiers-have-own-secrets": {
    policy: "signing-and-tiers",
    severity: "critical",
    ...ALWAYS,
    requires:
      "No header value is accepted for both tiers: origins of signed and of public behaviors send different values, and none of the public ones is accepted by a rule to the signed tier's targets.",
  },
  "tiers-have-own-targets": {
    policy: "signing-and-tiers",
    severity: "critical",
    ...ALWAYS,
    requires:
      "No port of a server (an instance, an Auto Scaling group, a service, a registered address) receives requests of both tiers, unless rules of an application load balancer separate them by header.",
  },
  "tiers-have-own-ports": {
    policy: "signing-and-tiers",
    severity: "high",
    ...ALWAYS,
    requires:
      "No port of a server is a target of both tiers, whatever rules and target groups lead there; with one port only the application distinguishes the tiers.",
  },
  "origin-secret-is-random": {
    policy: "signing-and-tiers",
    severity: "high",
    ...ALWAYS,
    requires:
      "The value of a secret header has at least 128 bits when compared without case, and no wildcard characters; a value that may be a literal in the program is reported.",
  },
} as const satisfies Record<string, ExpectedRule>;
