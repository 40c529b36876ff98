import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { gunzipSync } from "node:zlib";

/** What a text that should be a public key is. */
export type JudgedKey =
  | { readonly kind: "private" }
  | { readonly kind: "malformed" }
  | {
      readonly kind: "public";
      /** CloudFront can verify with it: RSA of 2048 bits, or ECDSA on P-256. */
      readonly isUsable: boolean;
      /** What it is, such as `RSA of 1024 bits`. */
      readonly what: string;
      /** SHA-256 over its DER form, in lower-case hexadecimal digits. */
      readonly fingerprint: string;
    };

const judged = new Map<string, JudgedKey>();
/** As many keys as CloudFront lets an account have, many times over. */
const most = 1000;

/** Reads a public key in PEM form; several rules ask about the same one. */
export function judgeKey(pem: string): JudgedKey {
  const name = createHash("sha256").update(pem).digest("base64");
  const before = judged.get(name);
  if (before !== undefined) {
    return before;
  }
  const key = read(pem);
  if (judged.size < most) {
    judged.set(name, key);
  }
  return key;
}

function read(pem: string): JudgedKey {
  // node:crypto makes a public key of a private one without a word.
  if (holdsPrivateKey(pem)) {
    return { kind: "private" };
  }
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    return { kind: "malformed" };
  }
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  const type = key.asymmetricKeyType ?? "";
  const what =
    type === "rsa"
      ? `RSA of ${modulusLength ?? 0} bits`
      : type === "ec"
        ? `ECDSA on ${namedCurve === "prime256v1" ? "P-256" : (namedCurve ?? "another curve")}`
        : type;
  return {
    kind: "public",
    isUsable: (type === "rsa" && modulusLength === 2048) || (type === "ec" && namedCurve === "prime256v1"),
    what,
    fingerprint: createHash("sha256")
      .update(key.export({ type: "spki", format: "der" }))
      .digest("hex"),
  };
}

const privatePem = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/;
const base64 = /^[A-Za-z0-9+/_\s-]{80,}={0,2}\s*$/;
/** Nothing that people put into a program is longer and still hides a key. */
const longest = 4_000_000;

/** Whether a text holds a private key: as PEM, in base64, compressed, or in its bare form. */
export function holdsPrivateKey(text: string): boolean {
  if (privatePem.test(text)) {
    return true;
  }
  if (text.length > longest || !base64.test(text)) {
    return false;
  }
  const bytes = Buffer.from(text, "base64");
  return holdsPem(bytes) || isBareKey(bytes);
}

function holdsPem(bytes: Buffer): boolean {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return privatePem.test((isCompressed ? inflated(bytes) : bytes).toString("latin1"));
}

function inflated(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: longest });
  } catch {
    return bytes;
  }
}

/** A private key in DER form begins with a sequence, and its version, which is 0 or 1. */
function isBareKey(bytes: Buffer): boolean {
  if (bytes[0] !== 0x30 || bytes.length > 5000) {
    return false;
  }
  return (["pkcs8", "pkcs1", "sec1"] as const).some((type) => {
    try {
      return createPrivateKey({ key: bytes, format: "der", type }).type === "private";
    } catch {
      return false;
    }
  });
}
