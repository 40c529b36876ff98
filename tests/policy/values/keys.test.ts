import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { inspectKey } from "../../../policy/values/keys";
import { privatePemWithoutPoint, publicKeyWithoutPoint } from "../../support/fuzz/oddKeys";

describe("a public key in a stack", () => {
  it("is described", () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = inspectKey(publicKey.export({ type: "spki", format: "pem" }).toString());
    assert.ok(key.kind === "public" && key.isUsable);
    assert.equal(key.what, "ECDSA P-256");
  });

  it("is malformed without a point on the curve, and private if the private half says so", () => {
    assert.deepEqual(inspectKey(publicKeyWithoutPoint), { kind: "malformed" });
    assert.deepEqual(inspectKey(privatePemWithoutPoint), { kind: "private" });
  });
});
