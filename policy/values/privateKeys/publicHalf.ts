import { createHash, createPublicKey, type KeyObject } from "node:crypto";

/** The public half of a key pair. */
export interface PublicHalf {
  /** Whether CloudFront accepts it: RSA 2048 or ECDSA P-256. */
  readonly isUsable: boolean;
  /** The kind of key, such as `RSA 1024`. */
  readonly what: string;
  /** SHA-256 of its DER form, in lower-case hex. */
  readonly fingerprint: string;
}

/**
 * Describes the public half of a public or private key.
 *
 * @throws Error for an elliptic key whose point is at infinity
 */
export function publicHalfOf(key: KeyObject): PublicHalf {
  const half = key.type === "private" ? createPublicKey(key) : key;
  // First: it throws for a point at infinity, of which `node:crypto` ends the process when it is asked for details.
  const der = half.export({ type: "spki", format: "der" });
  const { modulusLength, namedCurve } = half.asymmetricKeyDetails ?? {};
  const type = half.asymmetricKeyType ?? "";
  const what =
    type === "rsa"
      ? `RSA ${modulusLength ?? 0}`
      : type === "ec"
        ? `ECDSA ${namedCurve === "prime256v1" ? "P-256" : (namedCurve ?? "on an unknown curve")}`
        : type;
  return {
    isUsable: (type === "rsa" && modulusLength === 2048) || (type === "ec" && namedCurve === "prime256v1"),
    what,
    fingerprint: createHash("sha256").update(der).digest("hex"),
  };
}
