/** Verifies signatures. */
import { constants, type KeyObject, verify } from "node:crypto";

/** The hashes by their names in requests. */
export const hashNames = { SHA1: "sha1", SHA256: "sha256" } as const;

/** A hash that CloudFront supports. */
export type Hash = (typeof hashNames)[keyof typeof hashNames];

/**
 * Verifies an RSA (PKCS #1 v1.5) or ECDSA (ASN.1 DER) signature, as CloudFront does.
 *
 * @param key - a public key of any size: loading a distribution checks that CloudFront accepts it
 */
export function verifySignature(key: KeyObject, hash: Hash, bytes: Buffer, signature: Buffer): boolean {
  return verify(hash, bytes, { key, padding: constants.RSA_PKCS1_PADDING, dsaEncoding: "der" }, signature);
}

/** A check of a signature, with the parameters and the answer of `verifySignature`. */
export type SignatureCheck = typeof verifySignature;
