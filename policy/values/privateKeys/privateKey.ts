import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import { type PublicHalf, publicHalfOf } from "./publicHalf";

/** A private key that was found in a value. */
export interface PrivateKey {
  /** Its public half; undefined if it cannot be derived, as the key is encrypted or incomplete. */
  readonly publicHalf: PublicHalf | undefined;
}

/** A private key of which nothing else is known. */
export const unreadableKey: PrivateKey = { publicHalf: undefined };

/** Reads a private key in DER form; returns `undefined` for anything else. */
export function derKey(bytes: Buffer): PrivateKey | undefined {
  for (const type of ["pkcs8", "pkcs1", "sec1"] as const) {
    const key = privateKeyIn(bytes, type);
    if (key !== undefined) {
      return withHalf(key);
    }
  }
  return undefined;
}

function privateKeyIn(bytes: Buffer, type: "pkcs8" | "pkcs1" | "sec1"): KeyObject | undefined {
  try {
    return createPrivateKey({ key: bytes, format: "der", type });
  } catch {
    return undefined;
  }
}

function withHalf(key: KeyObject): PrivateKey {
  try {
    // First: it throws for keys of whose details `node:crypto` ends the process.
    const publicHalf = publicHalfOf(key);
    return claimsAnotherHalf(key) ? unreadableKey : { publicHalf };
  } catch {
    return unreadableKey;
  }
}

/** Tells whether a private key on P-256 has the point of another one beside it: it signs for its own, which is not in the text. */
function claimsAnotherHalf(key: KeyObject): boolean {
  if (key.type !== "private" || key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    return false;
  }
  const { d = "", x = "", y = "" } = key.export({ format: "jwk" });
  const own = createECDH("prime256v1");
  own.setPrivateKey(d, "base64url");
  const said = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  return !own.getPublicKey().equals(said);
}

/** Creates a private key from the public members of its JSON Web Key. */
export function keyOfJwk(jwk: JsonWebKey): PrivateKey {
  const { kty, n, e, crv, x, y } = jwk;
  const members = kty === "RSA" ? { kty, n, e } : { kty, crv, x, y };
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  try {
    return withHalf(createPublicKey({ key: Object.fromEntries(present) as JsonWebKey, format: "jwk" }));
  } catch {
    return unreadableKey;
  }
}

/**
 * Creates a private key from its public half in SSH's form, which OpenSSH and PuTTY store unencrypted.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4253#section-6.6
 */
export function keyOfSshPublicHalf(blob: Buffer): PrivateKey {
  const fields = sshFields(blob);
  const [name, second, third] = fields;
  const type = name?.toString("latin1") ?? "";
  const url = (bytes: Buffer | undefined) => bytes?.toString("base64url") ?? "";
  switch (type) {
    case "ssh-rsa":
      return keyOfJwk({ kty: "RSA", e: url(withoutZero(second)), n: url(withoutZero(third)) });
    case "ecdsa-sha2-nistp256": {
      const point = third ?? Buffer.alloc(0);
      const [x, y] = [url(point.subarray(1, 33)), url(point.subarray(33, 65))];
      return keyOfJwk({ kty: "EC", crv: "P-256", x, y });
    }
    case "":
      return unreadableKey;
    default: {
      const fingerprint = createHash("sha256").update(blob).digest("hex");
      return { publicHalf: { isUsable: false, what: type, fingerprint } };
    }
  }
}

/** Splits SSH's binary form into its fields, each preceded by its length. */
export function sshFields(bytes: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length && fields.length < 20; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) {
      break;
    }
    fields.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

function withoutZero(bytes: Buffer | undefined): Buffer | undefined {
  return bytes?.[0] === 0 ? bytes.subarray(1) : bytes;
}
