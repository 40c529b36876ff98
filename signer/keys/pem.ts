/** Keys in this process, from PEM text or a KeyObject. Parsing once makes RSA signing three times faster. */
import { constants, createPrivateKey, KeyObject, sign } from "node:crypto";
import { SignerError } from "../shared/errors";
import { diagnosePem } from "./diagnosePem";
import { checkKeyPairId } from "./keyPairId";
import { checkKeyType, publicHalfOf } from "./keyRules";
import type { HashAlgorithm, LocalKey } from "./keySource";

/** Options of a key from PEM. */
export interface PemKeyOptions {
  /** Decrypts an encrypted PEM. */
  readonly passphrase?: string;
  /** The CloudFront id, where it is stored with the key. */
  readonly keyPairId?: string;
  /** Names this key in errors. Default: "the private key". */
  readonly description?: string;
}

function parse(pem: string, description: string, passphrase?: string): KeyObject {
  // Checked by label first: createPrivateKey would prompt for the passphrase.
  if (passphrase === undefined && /ENCRYPTED/.test(pem)) {
    throw diagnosePem(pem, "private", description);
  }
  try {
    return createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase });
  } catch (cause) {
    if (passphrase !== undefined && /ENCRYPTED/.test(pem)) {
      throw new SignerError("ERR_PEM_ENCRYPTED", `${description} cannot be decrypted with this passphrase`, {
        cause,
      });
    }
    throw diagnosePem(pem, "private", description, cause);
  }
}

function halfOf(key: KeyObject, description: string): KeyObject {
  try {
    return publicHalfOf(key);
  } catch (cause) {
    throw new SignerError("ERR_PEM_INVALID", `${description} has no valid public half`, {
      remedy: "create one: secure-origin keys generate",
      cause,
    });
  }
}

/**
 * Creates a key source from a private key. PKCS #8, PKCS #1 (`RSA PRIVATE KEY`) and SEC 1 (`EC PRIVATE KEY`) are read.
 *
 * @throws SignerError ERR_PEM_… explaining what is wrong with the text, ERR_KEY_TYPE for a key that CloudFront does not accept
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
  const publicHalf = halfOf(privateKey, description);
  checkKeyType(privateKey, description);
  const keyPairId = options.keyPairId === undefined ? undefined : checkKeyPairId(options.keyPairId);
  const input = { key: privateKey, padding: constants.RSA_PKCS1_PADDING, dsaEncoding: "der" } as const;
  const signNow = (bytes: Buffer, hash: HashAlgorithm): Buffer => sign(hash, bytes, input);
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
