/** Verify: does a signature fit some bytes. */
import { constants, type KeyObject, verify } from "node:crypto";

/** The hashes by the names that travel in requests. */
export const hashNames = { SHA1: "sha1", SHA256: "sha256" } as const;

/** A hash that CloudFront knows. */
export type Hash = (typeof hashNames)[keyof typeof hashNames];

/**
 * Checks RSA as PKCS #1 v1.5 and ECDSA as ASN.1 DER, as CloudFront does.
 *
 * @param key - a public key of any size: which ones CloudFront takes is settled where a distribution is loaded
 */
export function signatureFits(key: KeyObject, hash: Hash, bytes: Buffer, signature: Buffer): boolean {
  return verify(hash, bytes, { key, padding: constants.RSA_PKCS1_PADDING, dsaEncoding: "der" }, signature);
}
