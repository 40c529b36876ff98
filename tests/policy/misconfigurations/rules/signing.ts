import { ALWAYS, type ExpectedRule } from "./rule";

/** Rules on which URLs need a signature. */
export const signingRules = {
  "secure-paths-need-trusted-key-groups": {
    severity: "critical",
    ...ALWAYS,
    decides:
      "On every distribution that reaches a protected origin, each URL under a secure pattern meets first a behavior with trusted key groups; the finding shows a URL that does not.",
  },
  "signed-origin-needs-trusted-key-groups": {
    severity: "critical",
    ...ALWAYS,
    decides:
      "An origin that a signed behavior uses, directly or as a member of an origin group, is used by no behavior without key groups.",
  },
  "no-trusted-signers": {
    severity: "high",
    ...ALWAYS,
    decides:
      "No behavior trusts accounts as signers, which puts the keys into the hands of their root users.",
  },
  "error-page-needs-no-signature": {
    severity: "medium",
    ...ALWAYS,
    decides:
      "The pages of custom error responses and the default root object fall under behaviors without key groups.",
  },
  "public-path-needs-no-signature": {
    severity: "medium",
    ...ALWAYS,
    decides: "Each URL under a pattern in `publicPaths` meets first a behavior without key groups.",
  },
} as const satisfies Record<string, ExpectedRule>;
