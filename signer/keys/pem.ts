/** A key in this process, from PEM text or a KeyObject. Parsed once: that alone makes RSA signing three times faster. */
import { constants, createPrivateKey, createPublicKey, KeyObject, sign } from "node:crypto";
import { SignerError } from "../shared/errors";
import { checkKeyPairId } from "../sign/input/keyPairId";
import { diagnosePem } from "./diagnosePem";
import { checkKeyType } from "./keyRules";
import type { HashAlgorithm, LocalKey } from "./keySource";

/** What goes with the key. */
export interface PemKeyOptions {
  /** Opens an encrypted PEM. */
  readonly passphrase?: string;
  /** The CloudFront id, if it is kept together with the key. */
  readonly keyPairId?: string;
  /** What errors call this key. Default: "the private key". */
  readonly description?: string;
}

function parse(pem: string, description: string, passphrase?: string): KeyObject {
  // Found by label, before OpenSSL sees it: createPrivateKey would otherwise ask for what is not there.
  if (passphrase === undefined && /ENCRYPTED/.test(pem)) {
    throw diagnosePem(pem, "private", description);
  }
  try {
    return createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase });
  } catch (cause) {
    if (passphrase !== undefined && /ENCRYPTED/.test(pem)) {
      throw new SignerError("ERR_PEM_ENCRYPTED", `${description} does not open with this passphrase`, {
        cause,
      });
    }
    throw diagnosePem(pem, "private", description, cause);
  }
}

/**
 * A private key as a key source. PKCS #8, PKCS #1 (`RSA PRIVATE KEY`) and SEC 1 (`EC PRIVATE KEY`) are read.
 *
 * @throws SignerError ERR_PEM_… saying what is wrong with the text, ERR_KEY_TYPE for a key CloudFront does not take
 * @example
 * ```ts
 * const key = pemKey(process.env.SIGNING_KEY);
 * const signer = createSigner({ key, keyPairId: "K2JCJMDEHXQW5F" });
 * ```
 */
export function pemKey(material: string | KeyObject, options: PemKeyOptions = {}): LocalKey {
  const description = options.description ?? "the private key";
  if (typeof material !== "string" && !((material as unknown) instanceof KeyObject)) {
    throw new SignerError("ERR_PEM_INVALID", `${description} is neither PEM text nor a KeyObject`);
  }
  const privateKey =
    typeof material === "string" ? parse(material, description, options.passphrase) : material;
  if (privateKey.type !== "private") {
    throw new SignerError("ERR_PEM_PUBLIC", `${description} is a ${privateKey.type} key`, {
      remedy: "give the private key",
    });
  }
  checkKeyType(privateKey, description);
  const keyPairId = options.keyPairId === undefined ? undefined : checkKeyPairId(options.keyPairId);
  const input = { key: privateKey, padding: constants.RSA_PKCS1_PADDING, dsaEncoding: "der" } as const;
  const signNow = (bytes: Buffer, hash: HashAlgorithm): Buffer => sign(hash, bytes, input);
  const publicHalf = createPublicKey(privateKey);
  return {
    description,
    hashes: ["sha256", "sha1"],
    privateKey,
    publicHalf,
    keyPairId,
    signNow,
    sign: (bytes, hash) =>
      new Promise((resolve) => {
        resolve({ signature: signNow(bytes, hash), hash, keyPairId });
      }),
    publicKey: () => Promise.resolve(publicHalf),
  };
}
