import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";

/** The public half of a key pair. */
export interface PublicHalf {
  /** Whether CloudFront accepts it: RSA 2048 or ECDSA P-256. */
  readonly isUsable: boolean;
  /** The kind of key, such as `RSA 1024`. */
  readonly what: string;
  /** SHA-256 of its DER form, in lower-case hex; of a key on P-256 the same however its curve and point are written. */
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
  const { modulusLength, namedCurve, publicExponent } = half.asymmetricKeyDetails ?? {};
  const type = half.asymmetricKeyType ?? "";
  if (type === "rsa") {
    const exponent = isExponent(publicExponent) ? "" : ` with ${nameOf(publicExponent)}`;
    return {
      isUsable: modulusLength === 2048 && exponent === "",
      what: `RSA ${modulusLength ?? 0}${exponent}`,
      fingerprint: fingerprintOf(der),
    };
  }
  if (type === "ec" && namedCurve === "prime256v1") {
    const { crv, kty, x, y } = half.export({ format: "jwk" });
    const usual = createPublicKey({ key: { crv, kty, x, y } as JsonWebKey, format: "jwk" });
    return {
      isUsable: true,
      what: "ECDSA P-256",
      fingerprint: fingerprintOf(usual.export({ type: "spki", format: "der" })),
    };
  }
  const what = type === "ec" ? `ECDSA ${namedCurve ?? "on an unknown curve"}` : type;
  return { isUsable: false, what, fingerprint: fingerprintOf(der) };
}

/** Tells whether an RSA exponent is odd, 3 or more, and below 2^32: with 1, or one as long as the key, anybody may be able to sign. */
const isExponent = (exponent = 0n): boolean => exponent >= 3n && exponent < 2n ** 32n && exponent % 2n === 1n;

const nameOf = (exponent = 0n): string =>
  exponent < 2n ** 32n ? `the exponent ${exponent}` : `an exponent of ${exponent.toString(2).length} bits`;

const fingerprintOf = (der: Buffer): string => createHash("sha256").update(der).digest("hex");
