import { createHash, createPublicKey } from "node:crypto";
import { resourceTypes as t } from "../resources/resourceTypes";
import { type ExampleResource, type Examples, one, several, unknownValue } from "./example";

/** Public keys for these examples only; their private keys were not kept. */
const p256 = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE7U1pAMqo54UhKVlf9+TH1U+7KNK5
Eb2Z8CrTknAloNVFHX47smKFohvpejmnvuus/rC44AXJJZHsv7PH4h/Ghg==
-----END PUBLIC KEY-----
`;
const rsa1024 = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDW5H+eA+7aK8JBAStTv9Rb1Nqs
3lwh1WkFOA7ozq8vyQBA7xPTrrhS34Ft8hvpBsyhCFHhT8kG5sjj9T6Bb2Yvix9x
8gkYkzR7Wa7Ah5ttWzpV156KajjerSiPko+k8IagOaMfF80uID0bAlQ+nn4oitSQ
BEBs8hrMXEz2agMgzwIDAQAB
-----END PUBLIC KEY-----
`;

const fingerprint = createHash("sha256")
  .update(createPublicKey(p256).export({ type: "spki", format: "der" }))
  .digest("hex");

/** The first line of a private key, which is enough to detect one. */
const privateKey = `${["-----BEGIN", "PRIVATE", "KEY-----"].join(" ")}\nMIG…`;

const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const sign = { Effect: "Allow", Action: "kms:Sign", Resource: "*" };
const role = (name: string) => ({ AWS: `arn:aws:iam::111122223333:role/${name}` });
const signingKey = (policy: string, name = "key"): ExampleResource => ({
  type: t.kmsKey,
  name,
  props: { keyUsage: "SIGN_VERIFY", policy },
});
const publicHalf = (of: string): ExampleResource => ({
  type: t.publicKey,
  name: "public-key",
  props: { encodedKey: unknownValue },
  from: { encodedKey: [of] },
});
const trusting = (...statements: object[]): ExampleResource => ({
  type: t.role,
  name: "app",
  props: {
    name: "app",
    arn: "arn:aws:iam::111122223333:role/app",
    assumeRolePolicy: document(
      ...statements.map((each) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...each })),
    ),
  },
});
const ofService = { Principal: { Service: "ec2.amazonaws.com" } };
const oneRole = document({ ...sign, Principal: role("app") });

/** Examples of the rules on keys. */
export const keyExamples: Readonly<Record<string, Examples>> = {
  "public-key-is-rsa-2048-or-p-256": {
    good: [one("an ECDSA P-256 key", t.publicKey, { encodedKey: p256 })],
    bad: [
      one("an RSA 1024 key", t.publicKey, { encodedKey: rsa1024 }),
      one("a path instead of a key", t.publicKey, { encodedKey: "keys/public.pem" }),
    ],
  },
  "key-group-has-keys": {
    good: [one("a key group with a key", t.keyGroup, { items: [unknownValue] })],
    bad: [one("a key group without keys", t.keyGroup, { items: [] })],
  },
  "public-key-is-in-one-key-group": {
    good: [
      several(
        "key groups with different keys",
        { type: t.keyGroup, name: "a", props: { items: ["K1"] } },
        { type: t.keyGroup, name: "b", props: { items: ["K2"] } },
      ),
    ],
    bad: [
      several(
        "one key in two key groups",
        { type: t.keyGroup, name: "a", props: { items: ["K1"] } },
        { type: t.keyGroup, name: "b", props: { items: ["K1"] } },
      ),
    ],
  },
  "no-private-key-material": {
    good: [one("a public key in a parameter", t.parameter, { type: "String", value: p256 })],
    bad: [
      one("a private key in a parameter", t.parameter, { type: "SecureString", value: privateKey }),
      one("a private key in a boot script, in base64", t.launchTemplate, {
        userData: Buffer.from(`#!/bin/sh\ncat > /key.pem <<END\n${privateKey}\nEND\n`).toString("base64"),
      }),
    ],
  },
  "no-private-key-output": {
    good: [
      one("a stack output with a public key", "pulumi:pulumi:Stack", { key: p256 }),
      one("a key that the program generates for SSH", t.tlsPrivateKey, { algorithm: "RSA" }),
    ],
    bad: [
      one("a stack output with a private key", "pulumi:pulumi:Stack", { key: privateKey }),
      several(
        "a key that the program generates",
        { type: t.tlsPrivateKey, name: "key", props: { algorithm: "RSA" } },
        publicHalf("key"),
      ),
    ],
  },
  "no-key-of-another-environment": {
    good: [one("a key of this environment", t.publicKey, { encodedKey: p256 })],
    bad: [
      one(
        "a key of another environment",
        t.publicKey,
        { encodedKey: p256 },
        { foreignKeyFingerprints: [fingerprint] },
      ),
    ],
  },
  "no-wildcard-signing-permission": {
    good: [
      one("permission to sign with one key", t.rolePolicy, {
        policy: document({ ...sign, Resource: "arn:aws:kms:eu-west-1:111122223333:key/1" }),
      }),
      one("permission to read all parameters but the signing keys", t.rolePolicy, {
        policy: document(
          { Effect: "Allow", Action: "ssm:GetParameter", Resource: "*" },
          {
            Effect: "Deny",
            Action: "ssm:*",
            Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/site/signing-key",
          },
        ),
      }),
      one("AWS's ReadOnlyAccess policy, which reads no secret", t.rolePolicyAttachment, {
        policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      }),
    ],
    bad: [
      one("permission to sign with all keys", t.rolePolicy, { policy: document(sign) }),
      one("permission for all actions except some", t.rolePolicy, {
        policy: document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      }),
      one("AWS's AdministratorAccess policy", t.rolePolicyAttachment, {
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ],
  },
  "signing-key-has-one-user": {
    good: [
      several(
        "a key that one role can use, which one service can assume",
        signingKey(oneRole),
        publicHalf("key"),
        trusting(ofService),
      ),
      several(
        "a key for tokens, which no public key in CloudFront comes from",
        signingKey(oneRole),
        publicHalf("key"),
        trusting(ofService),
        { type: t.kmsKey, name: "tokens", props: { keyUsage: "SIGN_VERIFY" } },
      ),
    ],
    bad: [
      several(
        "a key with AWS's default key policy",
        { type: t.kmsKey, name: "key", props: { keyUsage: "SIGN_VERIFY" } },
        publicHalf("key"),
      ),
      several(
        "a key that two roles can use",
        signingKey(document({ ...sign, Principal: role("app") }, { ...sign, Principal: role("other") })),
        publicHalf("key"),
      ),
      several(
        "a key whose policy another role can replace",
        signingKey(
          document(
            { ...sign, Principal: role("app") },
            { ...sign, Action: "kms:PutKeyPolicy", Principal: role("other") },
          ),
        ),
        publicHalf("key"),
      ),
      several(
        "a role that anyone can assume",
        signingKey(oneRole),
        publicHalf("key"),
        trusting(ofService, { Principal: "*" }),
      ),
      several(
        "a role that every identity of an OIDC provider can assume",
        signingKey(oneRole),
        publicHalf("key"),
        trusting({
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: {
            Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
          },
        }),
      ),
    ],
  },
};
