import { ALWAYS, type ExpectedRule } from "./rule";

/** Rules on the transport, from the viewer to the instance. */
export const transportRules = {
  "viewer-uses-https": {
    severity: "high",
    ...ALWAYS,
    decides:
      "No behavior serves plain HTTP, and a signed one does not even redirect it, for the URL is a credential.",
  },
  "viewer-tls-floor": {
    severity: "high",
    ...ALWAYS,
    decides: "A distribution has a certificate of its own and a security policy not below the minimum.",
  },
  "origin-tls-floor": {
    severity: "high",
    ...ALWAYS,
    decides:
      "A VPC origin or custom origin is called by HTTPS only, with no protocol version below the minimum.",
  },
  "listener-tls-floor": {
    severity: "high",
    ...ALWAYS,
    decides:
      "A listener that forwards takes TLS, and names a security policy not below the minimum; the default of AWS is below it.",
  },
  "target-group-uses-tls": {
    severity: "high",
    ...ALWAYS,
    decides: "A target group that a load balancer speaks HTTP to has the protocol HTTPS.",
  },
} as const satisfies Record<string, ExpectedRule>;
