import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { bitsOfBase64, bitsOfRandomText, entropyBound, minimumBits } from "../../../policy/values/entropy";

/** Returns bytes that are random, but the same in each run. */
const bytes = (seed: number, length: number) =>
  createHash("shake256", { outputLength: length }).update(String(seed)).digest();

/** Returns a random text over an alphabet. */
const textOver = (alphabet: string, length: number, seed: number) =>
  [...bytes(seed, length * 4)]
    .slice(0, length)
    .map((_, i) => alphabet[bytes(seed, length * 4).readUInt32BE(i * 4) % alphabet.length])
    .join("");

const lower = "abcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";

describe("entropyBound", () => {
  const random: [what: string, of: (seed: number) => string][] = [
    ["32 hexadecimal digits", (seed) => bytes(seed, 16).toString("hex")],
    ["hexadecimal digits after a prefix", (seed) => `v1-${bytes(seed, 16).toString("hex")}`],
    ["39 decimal digits", (seed) => textOver(digits, 39, seed)],
    ["26 letters and digits", (seed) => textOver(lower + digits, 26, seed)],
    ["letters of both cases and digits", (seed) => textOver(lower + lower.toUpperCase() + digits, 32, seed)],
    ["48 lower-case letters", (seed) => textOver(lower, 48, seed)],
    ["32 bytes in Base64", (seed) => bytes(seed, 32).toString("base64")],
    ["32 bytes in URL-safe Base64", (seed) => bytes(seed, 32).toString("base64url")],
  ];
  for (const [what, of] of random) {
    it(`does not judge ${what} too low`, () => {
      const low = Array.from({ length: 500 }, (_, seed) => of(seed)).filter(
        (each) => entropyBound(each) < minimumBits,
      );
      assert.deepEqual(low, []);
    });
  }

  const weak: [what: string, value: string][] = [
    ["a password", "letmein"],
    ["an empty text", ""],
    ["31 hexadecimal digits", "9f86d081884c7d659a2feaa0c55ad01"],
    ["38 decimal digits", "31415926535897932384626433832795028841"],
    ["16 bytes in Base64, whose case does not count", "q83vASNFZ4mrze8BI0VniQ=="],
    ["a random UUID", "f47ac10b-58cc-4372-a567-0e02b2c3d479"],
    ["a repeated character", "c".repeat(64)],
    ["a repeated word", "3f1c8a5e".repeat(8)],
    ["a sequence of digits", "0123456789abcdef0123456789abcdef"],
    ["the alphabet", "abcdefghijklmnopqrstuvwxyz0123456789"],
    ["a sentence", "only-cloudfront-may-connect-to-this-load-balancer"],
    ["a sentence without separators", "onlycloudfrontmayconnecttothisloadbalancerinourcloud"],
    ["a version of a program", "monitoring-of-the-members-site-version-2026-01"],
  ];
  for (const [what, value] of weak) {
    it(`finds ${what} too weak`, () =>
      assert.ok(entropyBound(value) < minimumBits, String(entropyBound(value))));
  }
});

describe("the bits of a random text that is compared without case", () => {
  const text = { length: 1, lower: true, upper: false, numeric: true, specials: "" };

  it("are those of 36 characters for lower-case letters and digits", () => {
    assert.equal(bitsOfRandomText(text).toFixed(3), Math.log2(36).toFixed(3));
  });
  it("are fewer than those of 36 characters if letters of both cases count as one", () => {
    assert.equal(bitsOfRandomText({ ...text, upper: true }).toFixed(3), "5.115");
  });
  it("are 3.322 for a decimal digit", () => {
    assert.equal(bitsOfRandomText({ ...text, lower: false }).toFixed(3), "3.322");
  });
  it("count each special character once", () => {
    assert.equal(bitsOfRandomText({ ...text, lower: false, numeric: false, specials: "-_-_" }), 1);
  });
  it("are none for an empty alphabet", () => {
    assert.equal(bitsOfRandomText({ ...text, length: 64, lower: false, numeric: false }), 0);
  });
  it("are fewer than 128 for 16 bytes in Base64, and more for 20", () => {
    assert.ok(bitsOfBase64(16) < minimumBits);
    assert.ok(bitsOfBase64(20) > minimumBits);
  });
});
