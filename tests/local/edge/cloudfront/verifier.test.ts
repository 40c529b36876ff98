import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createVerifier, remembering } from "../../../../local/edge/cloudfront/verifier";
import { attach, createLocalSigner, epochSeconds, loadDistribution, now, pemKey } from "../../../../signer";
import { requestFromUrl } from "../../../../signer/verify";
import { verifySignature } from "../../../../signer/verify/signature/signature";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const bytes = Buffer.from("what was signed");
const signature = sign("sha256", bytes, privateKey);

/** A check of signatures that counts its calls. */
function counting() {
  const counted = { calls: 0 };
  const check = remembering((...parts) => {
    counted.calls += 1;
    return verifySignature(...parts);
  });
  return { counted, check };
}

describe("the check of a signature at the local edge", () => {
  it("is done once for a signature that matches", () => {
    const { counted, check } = counting();
    for (let time = 0; time < 3; time += 1) {
      assert.ok(check(publicKey, "sha256", bytes, Buffer.from(signature)));
    }
    assert.equal(counted.calls, 1);
  });

  it("is done each time for one that does not match, and for any other key, hash, text or signature", () => {
    const { counted, check } = counting();
    assert.ok(check(publicKey, "sha256", bytes, signature));
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
    const cut = signature.subarray(0, -1);
    const others: readonly (readonly [KeyObject, "sha1" | "sha256", Buffer, Buffer])[] = [
      [other, "sha256", bytes, signature],
      [publicKey, "sha1", bytes, signature],
      [publicKey, "sha256", Buffer.from("what was signeD"), signature],
      // The same bytes in a row, cut at another place.
      [publicKey, "sha256", Buffer.concat([signature.subarray(-1), bytes]), cut],
    ];
    for (const parts of [...others, ...others]) {
      assert.ok(!check(...parts));
    }
    assert.equal(counted.calls, 1 + 2 * others.length);
  });

  it("remembers a bounded number of characters", () => {
    const { counted, check } = counting();
    const texts = Array.from({ length: 6 }, (_none, index) => Buffer.alloc(1024 * 1024, String(index)));
    const signed = texts.map((text) => ({ text, own: sign("sha256", text, privateKey) }));
    for (const { text, own } of [...signed, ...signed.slice(0, 1)]) {
      assert.ok(check(publicKey, "sha256", text, own));
    }
    assert.equal(counted.calls, 7, "the first one was forgotten");
  });

  it("leaves time, address and URL to be evaluated for each request", () => {
    const host = "members.example.com";
    const id = "K2JCJMDEHXQW5F";
    const access = loadDistribution({
      domainNames: [host],
      behaviors: [
        {
          pathPattern: "/a/*",
          trustedKeys: { [id]: publicKey.export({ type: "spki", format: "pem" }).toString() },
        },
        { pathPattern: "*" },
      ],
    });
    const end = epochSeconds(now() + 3600);
    const policy = createLocalSigner({ key: pemKey(privateKey), keyPairId: id }).signPolicy({
      resource: `https://${host}/a/*.html`,
      expires: end,
      ip: "192.0.2.0/24",
    });
    const signed = attach(policy, `https://${host}/a/0.html`);
    const judge = createVerifier();
    const ask = (path: string, at: number, address: string) => {
      const request = requestFromUrl(signed.replace("/a/0.html", path));
      assert.ok(request);
      return judge(request, access, at, address).rule;
    };
    const rules = [
      ask("/a/1.html", end - 10, "192.0.2.1"),
      ask("/a/2.html", end - 10, "192.0.2.2"),
      ask("/a/1.html", end + 10, "192.0.2.1"),
      ask("/a/1.html", end - 10, "198.51.100.1"),
      ask("/a/1.png", end - 10, "192.0.2.1"),
    ];
    assert.deepEqual(rules, [
      "allow.signed",
      "allow.signed",
      "time.expired",
      "address.outside",
      "resource.mismatch",
    ]);
  });
});
