/** Private keys in AWS Secrets Manager. */
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SignerError } from "../shared/errors";
import { regionOf } from "./arn";
import type { AwsClient } from "./awsClient";
import { type CacheOptions, cachedKey } from "./cachedKey";
import type { KeySource } from "./keySource";
import { missingClient, serviceError } from "./serviceError";
import { parseStoredKey } from "./storedKey";

/** Names a secret. */
export interface SecretsManagerKeyOptions extends CacheOptions {
  /** ARN or name of the secret. It holds PEM, or JSON with privateKey, keyPairId and retiresAt. */
  readonly secretId: string;
  /** The version stage. Default AWSCURRENT. */
  readonly versionStage?: string;
  /** A SecretsManagerClient. Default: one that is configured by the environment, AWS_ENDPOINT_URL included. */
  readonly client?: AwsClient;
}

async function loadSdk(): Promise<typeof import("@aws-sdk/client-secrets-manager")> {
  try {
    return await import("@aws-sdk/client-secrets-manager");
  } catch (cause) {
    throw missingClient("@aws-sdk/client-secrets-manager", cause);
  }
}

/**
 * Creates a key source over Secrets Manager: the key is fetched at the first signature, kept in memory, and refreshed
 * every five minutes. The role needs `secretsmanager:GetSecretValue` on the secret.
 *
 * @throws SignerError ERR_SERVICE when the call fails, after the SDK's own retries
 * @example
 * ```ts
 * const key = secretsManagerKey({ secretId: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:signing-AbCdEf" });
 * ```
 */
export function secretsManagerKey(options: SecretsManagerKeyOptions): KeySource {
  const { secretId, versionStage } = options;
  const description = `the key in secret ${secretId}`;
  let client = options.client as SecretsManagerClient | undefined;
  return cachedKey(
    description,
    async () => {
      const sdk = await loadSdk();
      client ??= new sdk.SecretsManagerClient(regionOf(secretId));
      const command = new sdk.GetSecretValueCommand({
        SecretId: secretId,
        ...(versionStage === undefined ? {} : { VersionStage: versionStage }),
      });
      const answer = await client.send(command).catch((cause: unknown) => {
        throw serviceError("secretsmanager:GetSecretValue", secretId, cause);
      });
      const text = answer.SecretString ?? decode(answer.SecretBinary);
      if (text === undefined) {
        throw new SignerError("ERR_PEM_INVALID", `${description} is empty`);
      }
      return parseStoredKey(text, description);
    },
    options,
  );
}

function decode(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}
