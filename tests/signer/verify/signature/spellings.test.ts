/** One signature in other spellings: as bytes (DER, PKCS #1) and as text (base64). CloudFront reads one of each. */
import assert from "node:assert/strict";
import { constants, createHash, createPublicKey, privateEncrypt, sign, verify } from "node:crypto";
import fc from "fast-check";
import { encodeForCloudFront } from "../../../../signer";
import { hashNames, verifySignature } from "../../../../signer/verify/signature/signature";
import { ask, B, T } from "../../support/asking";
import { cannedPairs, cookie, customPairs, policy, query } from "../../support/handMade";
import { ec, rsa } from "../../support/keys";

const bytes = Buffer.from("what was signed");

/** Encodes DER with a length of one byte, or in another form. */
const der = (tag: number, content: Buffer, length: readonly number[] = [content.length]): Buffer =>
  Buffer.concat([Buffer.from([tag, ...length]), content]);

/** The order of P-256. @see https://csrc.nist.gov/pubs/sp/800/186/final */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const toNumber = (text: Buffer): bigint => BigInt(`0x${text.toString("hex")}`);

/** A number in DER: positive, as short as can be. */
function integer(value: bigint, ...before: number[]): Buffer {
  const hex = value.toString(16);
  const text = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  const sign = (text[0] ?? 0) >= 0x80 ? [0] : [];
  return der(2, Buffer.concat([Buffer.from([...before, ...sign]), text]));
}

describe("an ECDSA signature", () => {
  const raw = sign("sha256", bytes, { key: ec.privateKey, dsaEncoding: "ieee-p1363" });
  const [r, s] = [toNumber(raw.subarray(0, 32)), toNumber(raw.subarray(32))];
  const both = Buffer.concat([integer(r), integer(s)]);
  const accepts = (signature: Buffer): boolean => verifySignature(ec.publicKey, "sha256", bytes, signature);
  const whole = der(0x30, both);

  it("is accepted in DER", () => assert.ok(accepts(whole)));

  it("has a second one of the same bytes, as any ECDSA signature has", () => {
    assert.ok(accepts(der(0x30, Buffer.concat([integer(r), integer(order - s)]))));
  });

  const padded = Buffer.concat([integer(r, 0), integer(s)]);
  const others: Readonly<Record<string, Buffer>> = {
    "as r and s": raw,
    "with a length of two bytes": der(0x30, both, [0x81, both.length]),
    "with a length of three bytes": der(0x30, both, [0x82, 0, both.length]),
    "of indefinite length": der(0x30, Buffer.concat([both, Buffer.alloc(2)]), [0x80]),
    "with a zero before r": der(0x30, padded),
    "with a byte after it": Buffer.concat([whole, Buffer.alloc(1)]),
    "with a byte inside, after s": der(0x30, Buffer.concat([both, Buffer.alloc(1)])),
    "with a third number": der(0x30, Buffer.concat([both, integer(1n)])),
    "without its last byte": whole.subarray(0, -1),
    "with r alone": der(0x30, integer(r)),
    "as a set": der(0x31, both),
    "with r plus the order": der(0x30, Buffer.concat([integer(r + order), integer(s)])),
    "with s plus the order": der(0x30, Buffer.concat([integer(r), integer(s + order)])),
    "with a negative r": der(0x30, Buffer.concat([der(2, Buffer.from([0xff])), integer(s)])),
    "with r and s of zero": der(0x30, Buffer.concat([integer(0n), integer(0n)])),
    "with r of one and s of zero": der(0x30, Buffer.concat([integer(1n), integer(0n)])),
    "with r and s of the order": der(0x30, Buffer.concat([integer(order), integer(order)])),
    "with numbers of no bytes": der(0x30, Buffer.from([2, 0, 2, 0])),
    "with a length beyond its end": Buffer.from([0x30, 0x7f, 2, 1, 1]),
    "with the longest length there is": Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]),
    "of no bytes": Buffer.alloc(0),
  };
  for (const [how, signature] of Object.entries(others)) {
    it(`is refused ${how}`, () => assert.equal(accepts(signature), false));
  }
});

describe("an RSA signature", () => {
  const signature = sign("sha256", bytes, rsa.privateKey);
  const accepts = (one: Buffer): boolean => verifySignature(rsa.publicKey, "sha256", bytes, one);
  const modulus = toNumber(Buffer.from(String(rsa.publicKey.export({ format: "jwk" }).n), "base64url"));
  const sized = (value: bigint, size = 256): Buffer =>
    Buffer.from(value.toString(16).padStart(size * 2, "0"), "hex");
  const digest = createHash("sha256").update(bytes).digest();

  /** Encrypts a block that the test encodes itself. */
  const raw = (block: Buffer): Buffer =>
    privateEncrypt({ key: rsa.privateKey, padding: constants.RSA_NO_PADDING }, block);
  const info = (prefix: string): Buffer => Buffer.concat([Buffer.from(prefix, "hex"), digest]);
  const sha256 = "3031300d060960864801650304020105000420";
  const block = (content: Buffer, fill = 0xff, type = 1, after = 0): Buffer =>
    Buffer.concat([
      Buffer.from([0, type]),
      Buffer.alloc(256 - 3 - content.length - after, fill),
      Buffer.from([0]),
      content,
      Buffer.alloc(after),
    ]);

  it("is accepted as PKCS #1 v1.5 writes it", () => {
    assert.ok(accepts(signature));
    assert.ok(accepts(raw(block(info(sha256)))));
  });

  const value = toNumber(signature);
  const others: Readonly<Record<string, Buffer>> = {
    "with a zero before it": Buffer.concat([Buffer.alloc(1), signature]),
    "with a byte after it": Buffer.concat([signature, Buffer.alloc(1)]),
    "without its last byte": signature.subarray(0, -1),
    "plus the modulus": sized(value + modulus, 257),
    "of zero": sized(0n),
    "of one": sized(1n),
    "of the modulus less one": sized(modulus - 1n),
    "of the modulus": sized(modulus),
    "of no bytes": Buffer.alloc(0),
    "with bytes after a short padding": raw(block(info(sha256), 0xff, 1, 100)),
    "with a padding of other bytes": raw(block(info(sha256), 0xfe)),
    "with a padding of type 2": raw(block(info(sha256), 0xff, 2)),
    "without the NULL of its digest's name": raw(block(info("302f300b0609608648016503040201" + "0420"))),
    "with a long length in its digest's name": raw(block(info("308131300d060960864801650304020105000420"))),
    "with another hash's name": raw(block(info("3031300d060960864801650304020405000420"))),
    "of the bare digest": raw(block(digest)),
    "with PSS padding": sign("sha256", bytes, {
      key: rsa.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
    }),
  };
  for (const [how, one] of Object.entries(others)) {
    it(`is refused ${how}`, () => assert.equal(accepts(one), false));
  }
});

describe("the text of a signature and of a policy", () => {
  const url = `${B}/image.jpg`;
  const makings = [
    { key: rsa, hash: "sha1" },
    { key: ec, hash: "sha256" },
  ] as const;
  const grants = makings.flatMap((making) => [
    cannedPairs(url, T, making),
    customPairs(policy({ resource: url, expires: T }), making),
  ]);
  const codes = { Signature: "deny MalformedSignature", Policy: "deny MalformedPolicy" } as const;

  /** Other spellings of the same bytes, which a lax decoder reads. */
  const respelled: Readonly<Record<string, (text: string) => string>> = {
    "in the usual alphabet": (text) => text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"),
    // Without a `~`, it is the text without its padding.
    "in base64url": (text) => (text.includes("~") ? text.replace(/_+$/, "").replaceAll("~", "_") : text),
    "with a space": (text) => `${text.slice(0, 10)} ${text.slice(10)}`,
    "with a line break": (text) => `${text.slice(0, 64)}\n${text.slice(64)}`,
    "with a no-break space at the end": (text) => `${text}\u00a0`,
    "with more padding": (text) => `${text}_`,
    "with four more characters of padding": (text) => `${text}____`,
    "with padding inside": (text) => `${text.slice(0, 4)}____${text.slice(4)}`,
    "with one character of padding too few": (text) => (text.endsWith("__") ? text.slice(0, -1) : `${text}_`),
    "in quotes": (text) => `"${text}"`,
    "with a zero byte": (text) => `${text}\u0000`,
    "with a sign of another alphabet": (text) => `${text}ａ`,
  };

  it("is accepted as CloudFront writes it, in the query and in cookies", () => {
    for (const pairs of grants) {
      assert.equal(ask(`${url}?${query(pairs)}`).outcome, "allow");
      assert.equal(ask(url, { cookie: cookie(pairs) }).outcome, "allow");
    }
  });

  for (const [how, respell] of Object.entries(respelled)) {
    it(`is refused ${how}`, () => {
      let count = 0;
      for (const pairs of grants) {
        for (const [name, answer] of Object.entries(codes)) {
          const text = pairs[name];
          const other = text === undefined ? undefined : respell(text);
          if (other === undefined || other === text) {
            continue;
          }
          count += 1;
          const changed = { ...pairs, [name]: encodeURIComponent(other) };
          const { outcome, code } = ask(`${url}?${query(changed)}`);
          assert.equal(`${outcome} ${code}`, answer, other);
          const inCookies = ask(url, { cookie: cookie({ ...pairs, [name]: other }) });
          assert.notEqual(inCookies.outcome, "allow", other);
        }
      }
      assert.ok(count > 0);
    });
  }

  it("is refused with any unused bit set at its end", () => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~";
    let count = 0;
    for (const pairs of grants) {
      for (const [name, answer] of Object.entries(codes)) {
        const [, body = "", padding = ""] = /^([^_]*)(_*)$/.exec(pairs[name] ?? "") ?? [];
        const unused = 2 * padding.length;
        for (let bits = 1; bits < 2 ** unused && padding !== ""; bits += 1) {
          count += 1;
          const last = letters[letters.indexOf(body.at(-1) ?? "") | bits] ?? "";
          const other = { ...pairs, [name]: `${body.slice(0, -1)}${last}${padding}` };
          const { outcome, code } = ask(`${url}?${query(other)}`);
          assert.equal(`${outcome} ${code}`, answer);
        }
      }
    }
    assert.ok(count > 0);
  });

  it("is refused with a line break at its end, which a query can have", () => {
    for (const pairs of grants) {
      const { outcome, code } = ask(`${url}?${query({ ...pairs, Signature: `${pairs["Signature"]}%0A` })}`);
      assert.equal(`${outcome} ${code}`, codes.Signature);
    }
  });

  it("is accepted without padding, with a note, and percent-encoded in the query: both are CloudFront's", () => {
    for (const pairs of grants) {
      const Signature = (pairs["Signature"] ?? "").replace(/_+$/, "");
      const bare = ask(`${url}?${query({ ...pairs, Signature })}`);
      assert.equal(bare.outcome, "allow");
      assert.equal(
        bare.notes.some(({ rule }) => rule === "encoding.padding"),
        Signature !== pairs["Signature"],
      );
      const escaped = (pairs["Signature"] ?? "").replaceAll("~", "%7E").replaceAll("_", "%5F");
      assert.equal(ask(`${url}?${query({ ...pairs, Signature: escaped })}`).outcome, "allow");
    }
  });
});

describe("the check of a signature", () => {
  it("throws for no bytes, and accepts none that were not signed", () => {
    const any = fc.uint8Array({ maxLength: 300 });
    const like = fc
      .uint8Array({ minLength: 64, maxLength: 80 })
      .map((rest) => Buffer.concat([Buffer.from([0x30]), rest]));
    fc.assert(
      fc.property(
        fc.constantFrom(rsa.publicKey, ec.publicKey),
        fc.constantFrom(...Object.values(hashNames)),
        fc.oneof(any, like),
        (key, hash, given) => !verifySignature(key, hash, bytes, Buffer.from(given)),
      ),
      { numRuns: 1000 },
    );
  });

  it("refuses one with any bit changed, in a request", () => {
    const url = `${B}/image.jpg`;
    const pairs = cannedPairs(url, T, { key: ec, hash: "sha256" });
    const signature = Buffer.from(
      (pairs["Signature"] ?? "").replace(/_+$/, "").replaceAll("~", "_"),
      "base64url",
    );
    assert.ok(verify("sha256", cannedBytes(url), createPublicKey(ec.publicPem), signature));
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const changed = Buffer.from(signature);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { outcome, code } = ask(`${url}?${query({ ...pairs, Signature: encodeForCloudFront(changed) })}`);
      assert.equal(`${outcome} ${code}`, "deny AccessDenied");
    }
  });
});

const cannedBytes = (url: string): Buffer =>
  Buffer.from(`{"Statement":[{"Resource":"${url}","Condition":{"DateLessThan":{"AWS:EpochTime":${T}}}}]}`);
