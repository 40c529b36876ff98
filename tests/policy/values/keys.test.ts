import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { inspectKey } from "../../../policy/values/keys";
import {
  encryptedPublicKey,
  longExponent,
  otherFormsOf,
  privatePemWithoutPoint,
  publicKeyWithoutPoint,
  rsaWithExponent,
} from "../../support/fuzz/oddKeys";

describe("a public key in a stack", () => {
  it("is described", () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = inspectKey(publicKey.export({ type: "spki", format: "pem" }).toString());
    assert.ok(key.kind === "public" && key.isUsable);
    assert.equal(key.what, "ECDSA P-256");
  });

  it("is the same key however its curve and point are written", () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = inspectKey(publicKey.export({ type: "spki", format: "pem" }).toString());
    assert.equal(key.kind, "public");
    for (const form of otherFormsOf(publicKey)) {
      assert.deepEqual(inspectKey(form), key);
    }
  });

  it("is not usable with an RSA exponent with which anybody could sign, or nobody", () => {
    for (const exponent of [0, 1, 2, 4]) {
      const key = inspectKey(rsaWithExponent(exponent));
      assert.ok(key.kind === "public" && !key.isUsable);
      assert.equal(key.what, `RSA 2048 with the exponent ${exponent}`);
    }
    const long = inspectKey(rsaWithExponent(longExponent));
    assert.ok(long.kind === "public" && !long.isUsable);
    assert.equal(long.what, "RSA 2048 with an exponent of 2048 bits");
    const usual = inspectKey(rsaWithExponent(3));
    assert.ok(usual.kind === "public" && usual.isUsable);
  });

  it("is malformed without a point on the curve, and private if the private half says so", () => {
    assert.deepEqual(inspectKey(publicKeyWithoutPoint), { kind: "malformed" });
    assert.deepEqual(inspectKey(privatePemWithoutPoint), { kind: "private" });
  });

  it("is malformed if it says that it is encrypted, and nobody is asked for a passphrase", () => {
    assert.deepEqual(inspectKey(encryptedPublicKey(rsaWithExponent(3))), { kind: "malformed" });
  });

  it("is malformed beside another one, as CloudFront may read the other", () => {
    assert.deepEqual(inspectKey(rsaWithExponent(3) + rsaWithExponent(3)), { kind: "malformed" });
  });
});
