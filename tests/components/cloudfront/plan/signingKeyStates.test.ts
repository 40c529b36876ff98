import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { normalisePublicKey } from "../../../../components/cloudfront/plan/publicKeys";
import {
  type SigningKeyInputs,
  signingKeyProblems,
} from "../../../../components/cloudfront/plan/signingKeyStates";
import {
  encryptedPublicKey,
  longExponent,
  otherFormsOf,
  publicKeyWithoutPoint,
  rsaWithExponent,
} from "../../../support/fuzz/oddKeys";

const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

const key = (id: string, state: string, changes: Partial<SigningKeyInputs> = {}): SigningKeyInputs => ({
  id,
  state,
  source: "kms",
  hasPublicKey: false,
  hasArn: false,
  hasEncryptionKey: false,
  publicKeyPem: undefined,
  arn: undefined,
  ...changes,
});

describe("public keys", () => {
  it("are one text, however they were wrapped, trimmed or headed", () => {
    const pem = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();
    const body = pem.replace(/-----[^-]+-----|\n/g, "");
    const variants = [
      pem,
      pem.trim(),
      `\n${pem}\n\n`,
      pem.replaceAll("\n", "\r\n"),
      `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`,
      rsa.publicKey.export({ type: "pkcs1", format: "pem" }).toString(),
    ];
    for (const variant of variants) {
      assert.equal(normalisePublicKey(variant), pem);
    }
    assert.ok(pem.endsWith("-----END PUBLIC KEY-----\n"));
  });

  it("are one text, however their curve and point are written", () => {
    const pem = p256.publicKey.export({ type: "spki", format: "pem" }).toString();
    for (const form of [pem, ...otherFormsOf(p256.publicKey)]) {
      assert.equal(normalisePublicKey(form), pem);
    }
  });

  it("are refused with an RSA exponent with which anybody could sign, or nobody", () => {
    for (const exponent of [0, 1, 2, 4]) {
      const refusal = new RegExp(`is a key of type rsa 2048 with the exponent ${exponent}; allowed: `);
      assert.throws(() => normalisePublicKey(rsaWithExponent(exponent)), refusal);
    }
    assert.throws(
      () => normalisePublicKey(rsaWithExponent(longExponent)),
      /rsa 2048 with an exponent of 2048 bits; allowed: /,
    );
  });

  it("are refused when they say that they are encrypted, and nobody is asked for a passphrase", () => {
    const pem = p256.publicKey.export({ type: "spki", format: "pem" }).toString();
    assert.throws(
      () => normalisePublicKey(encryptedPublicKey(pem)),
      /publicKeyPem cannot be read; allowed: /,
    );
  });

  it("are refused when there are several in one text, of which only the first would be trusted", () => {
    const text = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();
    assert.throws(
      () => normalisePublicKey(text(p256.publicKey) + text(rsa.publicKey)),
      /holds more than one block; allowed: one public key\. To fix: give each key an entry/,
    );
  });

  it("are refused when they hold the private half", () => {
    for (const { privateKey } of [p256, rsa]) {
      const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
      assert.throws(
        () => normalisePublicKey(pem),
        ({ message }: Error) => /holds a private key/.test(message) && !message.includes(pem.slice(40, 80)),
      );
    }
  });

  it("are refused when CloudFront cannot verify with them", () => {
    const others = [
      generateKeyPairSync("rsa", { modulusLength: 1024 }),
      generateKeyPairSync("ec", { namedCurve: "P-384" }),
      generateKeyPairSync("ed25519"),
    ];
    for (const { publicKey } of others) {
      const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
      assert.throws(() => normalisePublicKey(pem), /allowed: RSA of 2048 bits and ECDSA on P-256/);
    }
    for (const pem of ["no key", publicKeyWithoutPoint]) {
      assert.throws(() => normalisePublicKey(pem), /cannot be read/);
    }
  });
});

describe("signing key states", () => {
  it("need exactly one active key, whatever the others are", () => {
    const states = fc.array(fc.constantFrom("announced", "active", "retired"), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(states, (all) => {
        const found = signingKeyProblems(all.map((state, index) => key(`k${index}`, state)));
        return (found.length === 0) === (all.filter((state) => state === "active").length === 1);
      }),
    );
  });

  it("fit one key group", () => {
    const six = Array.from({ length: 6 }, (_, index) => key(`k${index}`, index === 0 ? "active" : "retired"));
    assert.match(signingKeyProblems(six)[0] ?? "", /is 6; allowed: 1 to 5 keys/);
  });

  it("need a public key exactly for the sources that do not return it", () => {
    assert.match(
      signingKeyProblems([key("k1", "active", { hasPublicKey: true })])[0] ?? "",
      /KMS returns the public key/,
    );
    assert.match(
      signingKeyProblems([key("k1", "active", { source: "ssm", hasArn: true })])[0] ?? "",
      /publicKeyPem is missing/,
    );
  });

  it("have the problems of a known public key reported, without its text", () => {
    const pem = rsa.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const outside = { source: "ssm", hasPublicKey: true, hasArn: true };
    const [told = ""] = signingKeyProblems([key("k1", "active", { ...outside, publicKeyPem: pem })]);
    assert.match(told, /^signingKeys "k1"\.publicKeyPem holds a private key/);
    assert.ok(!told.includes(pem.slice(40, 80)));
  });

  it("accept ARNs of their source, and no alias, which no policy can name", () => {
    const told = (source: string, arn: string) =>
      signingKeyProblems([
        key("k1", "active", { source, arn, hasArn: true, hasPublicKey: source !== "kms" }),
      ]).join("\n");
    const at = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:111122223333:${rest}`;
    assert.equal(told("kms", at("kms", "key/1234")), "");
    assert.match(told("kms", at("kms", "alias/k1")), /"k1"\.arn is .*allowed: an ARN like/);
    assert.equal(told("secretsManager", at("secretsmanager", "secret:dev/k1-AbCdEf")), "");
    assert.match(told("secretsManager", at("secretsmanager", "secret:dev/k")), /six characters/);
    assert.equal(told("ssm", at("ssm", "parameter/dev/k1")), "");
    assert.match(told("ssm", "/dev/k1"), /"k1"\.arn is "\/dev\/k1"/);
  });
});
