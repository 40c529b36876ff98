/** Private keys in SSM Parameter Store. */
import type { SSMClient } from "@aws-sdk/client-ssm";
import { SignerError } from "../shared/errors";
import { regionOf } from "./arn";
import type { AwsClient } from "./awsClient";
import { type CacheOptions, cachedKey } from "./cachedKey";
import type { KeySource } from "./keySource";
import { missingClient, serviceError } from "./serviceError";
import { parseStoredKey } from "./storedKey";

/** Names a parameter. */
export interface SsmKeyOptions extends CacheOptions {
  /** ARN or name of a SecureString. It holds PEM, or JSON with privateKey, keyPairId and retiresAt. */
  readonly name: string;
  /** An SSMClient. Default: one that is configured by the environment, AWS_ENDPOINT_URL included. */
  readonly client?: AwsClient;
}

async function loadSdk(): Promise<typeof import("@aws-sdk/client-ssm")> {
  try {
    return await import("@aws-sdk/client-ssm");
  } catch (cause) {
    throw missingClient("@aws-sdk/client-ssm", cause);
  }
}

/**
 * Creates a key source over Parameter Store, cached like the one over Secrets Manager. The role needs
 * `ssm:GetParameter` on the parameter, and `kms:Decrypt` on the key that encrypts it. An unencrypted parameter is
 * refused.
 *
 * @throws SignerError ERR_SERVICE when the call fails; ERR_KEY_READ when the parameter is not a SecureString
 * @example
 * ```ts
 * const key = ssmKey({ name: "/members/signing-key" });
 * ```
 */
export function ssmKey(options: SsmKeyOptions): KeySource {
  const { name } = options;
  const description = `the key in parameter ${name}`;
  let client = options.client as SSMClient | undefined;
  return cachedKey(
    description,
    async () => {
      const sdk = await loadSdk();
      client ??= new sdk.SSMClient(regionOf(name));
      const command = new sdk.GetParameterCommand({ Name: name, WithDecryption: true });
      const { Parameter: parameter } = await client.send(command).catch((cause: unknown) => {
        throw serviceError("ssm:GetParameter", name, cause);
      });
      if (parameter?.Type !== "SecureString") {
        throw new SignerError(
          "ERR_KEY_READ",
          `${description} is ${parameter?.Type ?? "empty"}, not a SecureString`,
          {
            remedy: "store it again as a SecureString, and treat the key as leaked",
          },
        );
      }
      return parseStoredKey(parameter.Value ?? "", description);
    },
    options,
  );
}
