import { ALWAYS, type ExpectedRule } from "./rule";

/** Rules on the transport, from the viewer to the instance. */
export const transportRules = {
  "viewer-uses-https": {
    severity: "high",
    ...ALWAYS,
    requires:
      "No behavior serves plain HTTP, and a signed one does not redirect it either, because the URL is a credential.",
  },
  "viewer-tls-floor": {
    severity: "high",
    ...ALWAYS,
    requires: "A distribution has a certificate of its own and a security policy not below the minimum.",
  },
  "origin-tls-floor": {
    severity: "high",
    ...ALWAYS,
    requires:
      "A VPC origin or custom origin is reached by HTTPS only, with no protocol version below the minimum.",
  },
  "listener-tls-floor": {
    severity: "high",
    ...ALWAYS,
    requires:
      "A listener that forwards uses TLS, with a security policy not below the minimum; AWS's default is below it.",
  },
  "target-group-uses-tls": {
    severity: "high",
    ...ALWAYS,
    requires: "A target group of an application load balancer has the protocol HTTPS.",
  },
} as const satisfies Record<string, ExpectedRule>;
