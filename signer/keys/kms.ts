/** A private key that never leaves AWS KMS. */
import { createPublicKey, type KeyObject } from "node:crypto";
import type { KMSClient } from "@aws-sdk/client-kms";
import { SignerError } from "../shared/errors";
import { regionOf } from "./arn";
import type { AwsClient } from "./awsClient";
import { checkKeyType, publicHalfOf } from "./keyRules";
import type { KeySource } from "./keySource";
import { missingClient, serviceError } from "./serviceError";

/** The KMS key specs whose public half CloudFront accepts. */
export type KmsKeySpec = "ECC_NIST_P256" | "RSA_2048";

/** Names a KMS key. */
export interface KmsKeyOptions {
  /** ARN, id or alias of a key with usage SIGN_VERIFY. */
  readonly keyId: string;
  /**
   * Saves the `kms:GetPublicKey` call that finds it out; outputs are then not checked before they are returned. Where
   * the call is not allowed, the default is ECC_NIST_P256.
   */
  readonly keySpec?: KmsKeySpec;
  /** A KMSClient. Default: one that is configured by the environment, AWS_ENDPOINT_URL included. */
  readonly client?: AwsClient;
}

/** The longest RAW message in bytes. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html "MessageType" */
const longestMessage = 4096;

const algorithms = { ECC_NIST_P256: "ECDSA_SHA_256", RSA_2048: "RSASSA_PKCS1_V1_5_SHA_256" } as const;

type Sdk = typeof import("@aws-sdk/client-kms");

async function loadSdk(): Promise<Sdk> {
  try {
    return await import("@aws-sdk/client-kms");
  } catch (cause) {
    throw missingClient("@aws-sdk/client-kms", cause);
  }
}

/** Memoises a fetch; a failure is not remembered. */
function once<T>(fetch: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    pending ??= fetch().catch((error: unknown) => {
      pending = undefined;
      throw error;
    });
    return pending;
  };
}

/**
 * Creates a key source over `kms:Sign`: one call per signature, SHA-256 only, as KMS does not support SHA-1. Where
 * signatures are frequent, sign one policy and attach it to many URLs.
 *
 * @throws SignerError ERR_SERVICE when a call fails, after the SDK's own retries; ERR_KEY_TYPE for a key of another spec
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
 * @example
 * ```ts
 * const key = kmsKey({ keyId: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-…" });
 * const signer = createSigner({ key, keyPairId: "K2JCJMDEHXQW5F" });
 * ```
 */
export function kmsKey({ keyId, keySpec, client: given }: KmsKeyOptions): KeySource {
  const connect = once(async () => {
    const sdk = await loadSdk();
    return { sdk, client: (given as KMSClient | undefined) ?? new sdk.KMSClient(regionOf(keyId)) };
  });
  const publicKey = once(async () => {
    const { sdk, client } = await connect();
    const answer = await client
      .send(new sdk.GetPublicKeyCommand({ KeyId: keyId }))
      .catch((cause: unknown) => {
        throw serviceError("kms:GetPublicKey", keyId, cause);
      });
    return parsePublicKey(answer.PublicKey, keyId);
  });
  const readable = once(() =>
    publicKey().catch((error: unknown) => {
      // A role that may only sign is good practice: the key is then assumed to be of the usual spec.
      if (isDenied(error)) {
        return undefined;
      }
      throw error;
    }),
  );
  const algorithm = once(async () => {
    const type = keySpec ?? ((await readable())?.asymmetricKeyType === "rsa" ? "RSA_2048" : "ECC_NIST_P256");
    return algorithms[type];
  });
  const source: KeySource = {
    description: `KMS key ${keyId}`,
    hashes: ["sha256"],
    sign: async (bytes) => {
      if (bytes.length > longestMessage) {
        throw new SignerError(
          "ERR_URL_TOO_LONG",
          `the policy has ${bytes.length} bytes; KMS signs at most ${longestMessage}`,
        );
      }
      const { sdk, client } = await connect();
      const command = new sdk.SignCommand({
        KeyId: keyId,
        Message: bytes,
        MessageType: "RAW",
        SigningAlgorithm: await algorithm(),
      });
      const { Signature: signature } = await client.send(command).catch((cause: unknown) => {
        throw serviceError("kms:Sign", keyId, cause);
      });
      return { signature: Buffer.from(signature ?? []), hash: "sha256" };
    },
  };
  return keySpec === undefined ? { ...source, publicKey: readable } : source;
}

function isDenied(error: unknown): boolean {
  return (
    error instanceof SignerError &&
    error.cause instanceof Error &&
    error.cause.name === "AccessDeniedException"
  );
}

function parsePublicKey(der: Uint8Array | undefined, keyId: string): KeyObject {
  const field = `KMS key ${keyId}`;
  try {
    const key = publicHalfOf(createPublicKey({ key: Buffer.from(der ?? []), format: "der", type: "spki" }));
    checkKeyType(key, field);
    return key;
  } catch (cause) {
    if (cause instanceof SignerError) {
      throw cause;
    }
    throw new SignerError("ERR_KEY_TYPE", `${field} has no readable public key`, { cause });
  }
}
