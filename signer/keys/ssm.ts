/** A private key in an SSM Parameter Store SecureString. */
import type { SSMClient } from "@aws-sdk/client-ssm";
import { SignerError } from "../shared/errors";
import { regionOf } from "./arn";
import type { AwsClient } from "./awsClient";
import { type CacheOptions, cachedKey } from "./cachedKey";
import type { KeySource } from "./keySource";
import { missingClient, serviceError } from "./serviceError";
import { parseStoredKey } from "./storedKey";

/** Where the parameter is. */
export interface SsmKeyOptions extends CacheOptions {
  /** ARN or name of a SecureString. It holds PEM, or JSON with privateKey, keyPairId and retiresAt. */
  readonly name: string;
  /** A SSMClient of your own; otherwise one from the environment, also its AWS_ENDPOINT_URL. */
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
 * A key source over Parameter Store, cached as the one over Secrets Manager is. The role needs `ssm:GetParameter` on
 * the one parameter, and `kms:Decrypt` on the key that encrypts it. A parameter that is not encrypted is refused.
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
            remedy: "store it again as a SecureString, and treat the key as known to others",
          },
        );
      }
      return parseStoredKey(parameter.Value ?? "", description);
    },
    options,
  );
}
