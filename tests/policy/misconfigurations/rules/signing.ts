import { ALWAYS, type ExpectedRule } from "./rule";

/** Rules on which URLs need a signature. */
export const signingRules = {
  "secure-paths-need-trusted-key-groups": {
    severity: "critical",
    ...ALWAYS,
    requires:
      "On every distribution in front of a protected origin, the first behavior that matches a URL under a secure pattern has trusted key groups; the finding shows a URL for which it has not.",
  },
  "signed-origin-needs-trusted-key-groups": {
    severity: "critical",
    ...ALWAYS,
    requires:
      "An origin that a signed behavior uses, directly or as a member of an origin group, is used by no behavior without key groups.",
  },
  "no-trusted-signers": {
    severity: "high",
    ...ALWAYS,
    requires: "No behavior trusts accounts as signers, whose root users manage the keys.",
  },
  "error-page-needs-no-signature": {
    severity: "medium",
    ...ALWAYS,
    requires:
      "The pages of custom error responses and the default root object are served by behaviors without key groups.",
  },
  "public-path-needs-no-signature": {
    severity: "medium",
    ...ALWAYS,
    requires: "The first behavior that matches a URL under `publicPaths` has no key groups.",
  },
  "signed-object-needs-trusted-key-groups": {
    policy: "signing-and-tiers",
    severity: "critical",
    ...ALWAYS,
    requires:
      "No object of a bucket that a signed behavior serves is served by a behavior without key groups: with an encoded path, another origin path, an origin group or another distribution; the finding shows an object and its path.",
  },
  "origin-bucket-admits-only-cloudfront": {
    policy: "signing-and-tiers",
    severity: "critical",
    ...ALWAYS,
    requires:
      "The objects that signed behaviors serve can be read only through distributions of the stack, or by its own account: by the bucket's policy, ACLs, access points and origin access control.",
  },
  "edge-function-is-declared": {
    policy: "signing-and-tiers",
    severity: "high",
    ...ALWAYS,
    requires:
      "A function on requests to a behavior without key groups is declared with a reason, if the distribution can reach signed content.",
  },
  "edge-functions-exist": {
    policy: "signing-and-tiers",
    severity: "high",
    ...ALWAYS,
    requires:
      "Every pattern of the option `edgeFunctions` matches a function of the stack, or one that a behavior runs.",
  },
} as const satisfies Record<string, ExpectedRule>;
