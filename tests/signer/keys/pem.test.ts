/** Errors of PEM texts, and the keys that CloudFront accepts. */
import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ErrorCode, fileKey, loadDistribution, pemKey, SignerError } from "../../../signer";
import {
  encryptedPublicKey,
  longExponent,
  privatePemWithoutPoint,
  publicKeyWithoutPoint,
  rsaWithExponent,
} from "../../support/fuzz/oddKeys";
import { ec, rsa } from "../support/keys";

function fails(make: () => unknown, code: ErrorCode): SignerError {
  try {
    make();
  } catch (error) {
    assert.ok(error instanceof SignerError, String(error));
    assert.equal(error.code, code, error.message);
    // Base64 of a key is nowhere in what is printed.
    assert.doesNotMatch(`${error.message} ${error.remedy ?? ""}`, /[A-Za-z0-9+/]{40}/);
    return error;
  }
  assert.fail(`no error, ${code} expected`);
}

const pem = (key: KeyObject, type: "pkcs1" | "pkcs8" | "sec1" | "spki"): string =>
  key.export({ type: type, format: "pem" }) as string;
const encrypted = rsa.privateKey.export({
  type: "pkcs8",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase: "word",
}) as string;
const legacyEncrypted = rsa.privateKey.export({
  type: "pkcs1",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase: "word",
}) as string;

describe("private keys", () => {
  it("reads PKCS #8, PKCS #1, SEC 1, a KeyObject, and an encrypted key with its passphrase", () => {
    for (const text of [
      rsa.privatePem,
      pem(rsa.privateKey, "pkcs1"),
      ec.privatePem,
      pem(ec.privateKey, "sec1"),
    ]) {
      assert.equal(pemKey(text).privateKey.type, "private");
      assert.equal(pemKey(text.replaceAll("\n", "\r\n")).privateKey.type, "private");
    }
    assert.equal(pemKey(ec.privateKey).publicHalf.asymmetricKeyType, "ec");
    assert.ok(pemKey(encrypted, { passphrase: "word" }));
  });

  it("names escaped and missing line breaks", () => {
    assert.match(
      fails(() => pemKey(rsa.privatePem.replaceAll("\n", "\\n")), "ERR_PEM_NEWLINES").message,
      /\\n/,
    );
    fails(() => pemKey(rsa.privatePem.replaceAll("\n", " ")), "ERR_PEM_NEWLINES");
    fails(() => pemKey(rsa.privatePem.replaceAll("\n", "")), "ERR_PEM_NEWLINES");
  });

  it("names what is encrypted, public, a certificate, truncated, or not a key", () => {
    fails(() => pemKey(encrypted), "ERR_PEM_ENCRYPTED");
    fails(() => pemKey(legacyEncrypted), "ERR_PEM_ENCRYPTED");
    fails(() => pemKey(encrypted, { passphrase: "other" }), "ERR_PEM_ENCRYPTED");
    fails(() => pemKey(rsa.publicPem), "ERR_PEM_PUBLIC");
    fails(() => pemKey(pem(rsa.publicKey, "pkcs1")), "ERR_PEM_PUBLIC");
    fails(() => pemKey(ec.publicKey), "ERR_PEM_PUBLIC");
    assert.match(
      fails(() => pemKey("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"), "ERR_PEM_INVALID")
        .message,
      /certificate/,
    );
    assert.match(fails(() => pemKey(rsa.privatePem.slice(0, 600)), "ERR_PEM_INVALID").message, /truncated/);
    fails(() => pemKey("secret"), "ERR_PEM_INVALID");
    fails(() => pemKey(""), "ERR_PEM_INVALID");
    fails(() => pemKey(undefined as never), "ERR_PEM_INVALID");
  });

  it("refuses types, sizes and curves that CloudFront does not accept", () => {
    const pairs: readonly { privateKey: KeyObject; publicKey: KeyObject }[] = [
      generateKeyPairSync("rsa", { modulusLength: 1024 }),
      generateKeyPairSync("rsa-pss", { modulusLength: 2048 }),
      generateKeyPairSync("ec", { namedCurve: "P-384" }),
      generateKeyPairSync("ec", { namedCurve: "secp256k1" }),
      generateKeyPairSync("ed25519"),
      generateKeyPairSync("dsa", { modulusLength: 1024, divisorLength: 160 }),
    ];
    for (const { privateKey, publicKey } of pairs) {
      fails(() => pemKey(pem(privateKey, "pkcs8")), "ERR_KEY_TYPE");
      fails(() => trust(pem(publicKey, "spki")), "ERR_KEY_TYPE");
    }
  });
});

function trust(text: string): unknown {
  return loadDistribution({ domainNames: [], behaviors: [{ pathPattern: "*", trustedKeys: { K1: text } }] });
}

describe("trusted public keys", () => {
  it("names PKCS #1, a private key, and line breaks", () => {
    assert.match(fails(() => trust(pem(rsa.publicKey, "pkcs1")), "ERR_PEM_PKCS1").remedy ?? "", /openssl/);
    fails(() => trust(rsa.privatePem), "ERR_PEM_PRIVATE");
    for (const type of ["pkcs8", "pkcs1"] as const) {
      const encrypted = rsa.privateKey.export({
        type,
        format: "pem",
        cipher: "aes-128-cbc",
        passphrase: "x",
      });
      fails(() => trust(encrypted.toString()), "ERR_PEM_PRIVATE");
    }
    fails(() => trust(rsa.publicPem.replaceAll("\n", "\\n")), "ERR_PEM_NEWLINES");
    fails(() => trust("K2JCJMDEHXQW5F"), "ERR_PEM_INVALID");
  });
});

describe("keys that parse and are none", () => {
  const needed = "CloudFront accepts RSA 2048 and ECDSA P-256";

  it("are refused without a public point, alone and inside a private key", () => {
    assert.equal(
      fails(() => trust(publicKeyWithoutPoint), "ERR_PEM_INVALID").message,
      "behaviors[0].trustedKeys.K1 cannot be read",
    );
    // Whether node refuses it first depends on its version.
    const { message } = fails(() => pemKey(privatePemWithoutPoint), "ERR_PEM_INVALID");
    assert.match(message, /^the private key (?:has no valid public half|cannot be read)$/);
  });

  it("are refused with an exponent with which anybody could sign, or nobody", () => {
    for (const exponent of [0, 1, 2, 4]) {
      assert.equal(
        fails(() => trust(rsaWithExponent(exponent)), "ERR_KEY_TYPE").message,
        `behaviors[0].trustedKeys.K1 is rsa with 2048 bits and the exponent ${exponent}; ${needed}`,
      );
    }
    assert.equal(
      fails(() => trust(rsaWithExponent(longExponent)), "ERR_KEY_TYPE").message,
      `behaviors[0].trustedKeys.K1 is rsa with 2048 bits and an exponent of 2048 bits; ${needed}`,
    );
    assert.ok(trust(rsaWithExponent(3)));
  });

  it("are refused when they say that they are encrypted, and nobody is asked for a passphrase", () => {
    const { message } = fails(() => trust(encryptedPublicKey(ec.publicPem)), "ERR_PEM_ENCRYPTED");
    assert.equal(message, "behaviors[0].trustedKeys.K1 is encrypted");
  });

  it("are refused beside another one, as CloudFront may read the other", () => {
    const two = fails(() => trust(rsa.publicPem + ec.publicPem), "ERR_PEM_INVALID");
    assert.equal(two.message, "behaviors[0].trustedKeys.K1 has 2 PEM blocks");
    assert.equal(two.remedy, "give the text of one public key");
    for (const text of [ec.privatePem + ec.publicPem, ec.publicPem + ec.privatePem]) {
      const { message, remedy } = fails(() => trust(text), "ERR_PEM_PRIVATE");
      assert.equal(message, "behaviors[0].trustedKeys.K1 holds a private key beside the public one");
      assert.equal(
        remedy,
        "give the public half alone: openssl pkey -pubout, and replace this key pair, for it was seen",
      );
    }
  });
});

describe("key files", () => {
  it("reads a file, and says what keeps it from being read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "signer-"));
    try {
      const file = join(folder, "key.pem");
      await writeFile(file, ec.privatePem);
      assert.equal((await fileKey(file)).publicHalf.asymmetricKeyType, "ec");
      await assert.rejects(fileKey(join(folder, "none")), {
        code: "ERR_KEY_READ",
        message: /does not exist/,
      });
      await assert.rejects(fileKey(folder), { code: "ERR_KEY_READ", message: /is a directory/ });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
