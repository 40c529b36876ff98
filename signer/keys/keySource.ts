/** The interface of every kind of signing key. */
import type { KeyObject } from "node:crypto";

/** The hash of a signature. CloudFront supports these two, SHA-1 by default. */
export type HashAlgorithm = "sha1" | "sha256";

/** A signature, and how it was made. */
export interface Signature {
  /** RSA: PKCS #1 v1.5. ECDSA: ASN.1 DER. */
  readonly signature: Buffer;
  readonly hash: HashAlgorithm;
  /** The CloudFront id of the key that signed, where the source stores it with the key. */
  readonly keyPairId?: string | undefined;
}

/**
 * A private key, wherever it is kept. Implement it for a key store that is not supported here.
 *
 * @example
 * ```ts
 * const hsm: KeySource = {
 *   description: "HSM slot 3",
 *   hashes: ["sha256"],
 *   sign: async (bytes, hash) => ({ signature: await slot.sign(bytes), hash }),
 * };
 * ```
 */
export interface KeySource {
  /** Names the key in error messages; holds nothing secret. */
  readonly description: string;
  /** The supported hashes, the preferred one first. */
  readonly hashes: readonly HashAlgorithm[];
  /** Signs the bytes; rejects with a SignerError. */
  sign(bytes: Buffer, hash: HashAlgorithm): Promise<Signature>;
  /**
   * Returns the public half of the current key, by which outputs are checked before they are returned; undefined when
   * this process may not read it.
   */
  publicKey?(): Promise<KeyObject | undefined>;
}

/** A private key in this process, which signs synchronously. */
export interface LocalKey extends KeySource {
  readonly privateKey: KeyObject;
  readonly publicHalf: KeyObject;
  readonly keyPairId?: string | undefined;
  signNow(bytes: Buffer, hash: HashAlgorithm): Buffer;
}

/** Tells whether a key is in this process. */
export function isLocalKey(source: KeySource): source is LocalKey {
  return "signNow" in source;
}
