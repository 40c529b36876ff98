import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { gunzipSync } from "node:zlib";

/** What was found where a public key is expected. */
export type InspectedKey =
  | { readonly kind: "private" }
  | { readonly kind: "malformed" }
  | {
      readonly kind: "public";
      /** Whether CloudFront accepts it: RSA 2048 or ECDSA P-256. */
      readonly isUsable: boolean;
      /** The kind of key, such as `RSA 1024`. */
      readonly what: string;
      /** SHA-256 of its DER form, in lower-case hex. */
      readonly fingerprint: string;
    };

/** Inspected keys, by the hash of their PEM. */
const inspected = new Map<string, InspectedKey>();
const maximumInspected = 1000;

/** Reads a public key in PEM form, and remembers the result: several rules inspect the same key. */
export function inspectKey(pem: string): InspectedKey {
  const name = createHash("sha256").update(pem).digest("base64");
  const before = inspected.get(name);
  if (before !== undefined) {
    return before;
  }
  const key = read(pem);
  if (inspected.size < maximumInspected) {
    inspected.set(name, key);
  }
  return key;
}

function read(pem: string): InspectedKey {
  // node:crypto silently derives a public key from a private one.
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
      ? `RSA ${modulusLength ?? 0}`
      : type === "ec"
        ? `ECDSA ${namedCurve === "prime256v1" ? "P-256" : (namedCurve ?? "on an unknown curve")}`
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
/** Longer strings are not searched. */
const maximumLength = 4_000_000;

/** Returns whether a string contains a private key: as PEM, or as base64 of PEM, of compressed PEM or of DER. */
export function holdsPrivateKey(text: string): boolean {
  if (privatePem.test(text)) {
    return true;
  }
  if (text.length > maximumLength || !base64.test(text)) {
    return false;
  }
  const bytes = Buffer.from(text, "base64");
  return holdsPem(bytes) || isDerKey(bytes);
}

function holdsPem(bytes: Buffer): boolean {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return privatePem.test((isCompressed ? decompressed(bytes) : bytes).toString("latin1"));
}

function decompressed(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: maximumLength });
  } catch {
    return bytes;
  }
}

/** A private key in DER form begins with the tag of a sequence, 0x30. */
function isDerKey(bytes: Buffer): boolean {
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
