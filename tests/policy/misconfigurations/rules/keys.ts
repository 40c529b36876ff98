import { ALWAYS, type ExpectedRule } from "./rule";

/** Rules on signing keys. */
export const keyRules = {
  "public-key-is-rsa-2048-or-p-256": {
    severity: "high",
    ...ALWAYS,
    decides: "A public key at CloudFront is PEM that parses, and RSA of 2048 bits or ECDSA on P-256.",
  },
  "key-group-has-keys": {
    severity: "high",
    ...ALWAYS,
    decides: "A key group lists at least one key.",
  },
  "no-private-key-material": {
    severity: "critical",
    ...ALWAYS,
    decides:
      "No argument of any resource holds a private key as PEM, plain or in base64: user data, parameters, secrets, environments, objects, public keys.",
  },
  "no-private-key-output": {
    policy: "signing-and-tiers",
    severity: "critical",
    ...ALWAYS,
    decides:
      "No export of the stack and no output of a resource holds a private key, which would rest in the state.",
  },
  "public-key-is-in-one-key-group": {
    policy: "signing-and-tiers",
    severity: "high",
    ...ALWAYS,
    decides: "No key, whether by id or by its bytes, is in two key groups.",
  },
  "no-key-of-another-environment": {
    severity: "high",
    ...ALWAYS,
    decides: "No public key has a fingerprint that the configuration lists as another environment's.",
  },
  "no-wildcard-signing-permission": {
    severity: "high",
    ...ALWAYS,
    decides:
      "No IAM policy allows to sign, or to read secrets or parameters, on all resources, be it by `*`, by a prefix of the action or by `NotAction`.",
  },
  "signing-key-has-one-user": {
    policy: "signing-and-tiers",
    severity: "high",
    ...ALWAYS,
    decides:
      "One role alone uses the signing key, counted over the key's own policy, grants, secret policies and the policies of all roles; AWS's default key policy is refused; unknown policies are deferred with an advisory line.",
  },
} as const satisfies Record<string, ExpectedRule>;
