import { createHash, createPublicKey } from "node:crypto";
import { resourceTypes as t } from "../resources/resourceTypes";
import type { ExampleResource, Examples } from "../rules";
import { later, one, several } from "./resource";

/** Public keys made for these examples; their private halves were never kept. */
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

/** The first line of a private key is enough to show one. */
const privateKey = `${["-----BEGIN", "PRIVATE", "KEY-----"].join(" ")}\nMIG…`;

const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const sign = { Effect: "Allow", Action: "kms:Sign", Resource: "*" };
const role = (name: string) => ({ AWS: `arn:aws:iam::111122223333:role/${name}` });
const signingKey = (policy: string): ExampleResource => ({
  type: t.kmsKey,
  name: "key",
  props: { keyUsage: "SIGN_VERIFY", policy },
});

/** Examples for the rules on keys. */
export const keyExamples: Readonly<Record<string, Examples>> = {
  "public-key-is-rsa-2048-or-p-256": {
    good: [one("a key on P-256", t.publicKey, { encodedKey: p256 })],
    bad: [
      one("an RSA key of 1024 bits", t.publicKey, { encodedKey: rsa1024 }),
      one("what is no key", t.publicKey, { encodedKey: "keys/public.pem" }),
    ],
  },
  "key-group-has-keys": {
    good: [one("a group with a key", t.keyGroup, { items: [later] })],
    bad: [one("a group without keys", t.keyGroup, { items: [] })],
  },
  "public-key-is-in-one-key-group": {
    good: [
      several(
        "groups with keys of their own",
        { type: t.keyGroup, name: "a", props: { items: ["K1"] } },
        { type: t.keyGroup, name: "b", props: { items: ["K2"] } },
      ),
    ],
    bad: [
      several(
        "one key in two groups",
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
    good: [one("an export of a public key", "pulumi:pulumi:Stack", { key: p256 })],
    bad: [
      one("an export of a private key", "pulumi:pulumi:Stack", { key: privateKey }),
      one("a key that the program makes", "tls:index/privateKey:PrivateKey", { algorithm: "RSA" }),
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
      one("leave to sign with one key", t.rolePolicy, {
        policy: document({ ...sign, Resource: "arn:aws:kms:eu-west-1:111122223333:key/1" }),
      }),
    ],
    bad: [
      one("leave to sign with all keys", t.rolePolicy, { policy: document(sign) }),
      one("leave to do everything but", t.rolePolicy, {
        policy: document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      }),
      one("AWS's policy for administrators", t.rolePolicyAttachment, {
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ],
  },
  "signing-key-has-one-user": {
    good: [several("a key that one role uses", signingKey(document({ ...sign, Principal: role("app") })))],
    bad: [
      several("a key under AWS's default policy", {
        type: t.kmsKey,
        name: "key",
        props: { keyUsage: "SIGN_VERIFY" },
      }),
      several(
        "a key that two roles use",
        signingKey(document({ ...sign, Principal: role("app") }, { ...sign, Principal: role("other") })),
      ),
    ],
  },
};
