/** Where signatures come from: the one interface behind which every kind of key stands. */
import type { KeyObject } from "node:crypto";

/** The hash under a signature. CloudFront knows these two; without a word it takes SHA-1. */
export type HashAlgorithm = "sha1" | "sha256";

/** What a source hands back for some bytes. */
export interface Signature {
  /** RSA: PKCS #1 v1.5. ECDSA: ASN.1 DER. */
  readonly signature: Buffer;
  readonly hash: HashAlgorithm;
  /** The CloudFront id of the key that signed, where the source knows it (a secret that holds both). */
  readonly keyPairId?: string | undefined;
}

/**
 * A private key, wherever it lives. Write one of your own for a key store that is not here.
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
  /** For error messages; never anything secret. */
  readonly description: string;
  /** The hashes it can sign with, the preferred one first. */
  readonly hashes: readonly HashAlgorithm[];
  /** Signs the bytes; rejects with a SignerError. */
  sign(bytes: Buffer, hash: HashAlgorithm): Promise<Signature>;
  /**
   * The public half of the key that signs now: outputs are then checked before they are returned. Undefined when this
   * process may not have it.
   */
  publicKey?(): Promise<KeyObject | undefined>;
}

/** A private key in this process: signs at once, without a promise. */
export interface LocalKey extends KeySource {
  readonly privateKey: KeyObject;
  readonly publicHalf: KeyObject;
  readonly keyPairId?: string | undefined;
  signNow(bytes: Buffer, hash: HashAlgorithm): Buffer;
}

/** Tells a key in this process from one elsewhere. */
export function isLocalKey(source: KeySource): source is LocalKey {
  return "signNow" in source;
}
