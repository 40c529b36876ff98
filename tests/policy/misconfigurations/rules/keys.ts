import { ALWAYS, type ExpectedRule } from "./rule";

/** Rules on signing keys. */
export const keyRules = {
  "public-key-is-rsa-2048-or-p-256": {
    severity: "high",
    ...ALWAYS,
    requires: "A CloudFront public key is valid PEM, and RSA 2048 or ECDSA P-256.",
  },
  "key-group-has-keys": {
    severity: "high",
    ...ALWAYS,
    requires: "A key group lists at least one key.",
  },
  "no-private-key-material": {
    severity: "critical",
    ...ALWAYS,
    requires:
      "No argument of any resource holds a private key that could sign for CloudFront, in any format, encoding or compression: user data, parameters, secrets, environments, objects, public keys.",
  },
  "no-private-key-output": {
    policy: "signing-and-tiers",
    severity: "critical",
    ...ALWAYS,
    requires:
      "No export of the stack and no output of a resource holds a private key that could sign for CloudFront; keys for TLS or SSH that no public key comes from are no finding.",
  },
  "public-key-is-in-one-key-group": {
    policy: "signing-and-tiers",
    severity: "high",
    ...ALWAYS,
    requires: "No key, compared by id and by content, is in two key groups.",
  },
  "no-key-of-another-environment": {
    severity: "high",
    ...ALWAYS,
    requires: "No public key has a fingerprint that the configuration lists as another environment's.",
  },
  "no-wildcard-signing-permission": {
    severity: "high",
    ...ALWAYS,
    requires:
      "No IAM policy allows signing, or reading secrets or parameters, on all resources, by `*`, by a wildcard in the action or by `NotAction`.",
  },
  "signing-key-has-one-user": {
    policy: "signing-and-tiers",
    severity: "high",
    ...ALWAYS,
    requires:
      "Only one role may use the signing key, and nobody else become that role, by key policies, grants, secret policies, IAM policies and trust policies together; AWS's default key policy is refused; unknown policies are reported as advisory.",
  },
} as const satisfies Record<string, ExpectedRule>;
