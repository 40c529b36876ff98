/** Stores new private keys in Secrets Manager or Parameter Store. */
import { missingClient, serviceError } from "../../signer/keys/serviceError";

/** A key to store, and where. */
export interface Storing {
  readonly where: "secretsManager" | "ssm";
  readonly name: string;
  readonly text: string;
  readonly region?: string;
  readonly kmsKeyId?: string;
}

const description = "Signs URLs and cookies for CloudFront";

async function createSecret(
  { name, text, kmsKeyId }: Storing,
  options: { readonly region?: string },
): Promise<string> {
  const sdk = await import("@aws-sdk/client-secrets-manager").catch((cause: unknown) => {
    throw missingClient("@aws-sdk/client-secrets-manager", cause);
  });
  const command = new sdk.CreateSecretCommand({
    Name: name,
    Description: description,
    SecretString: text,
    ...(kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId }),
  });
  const answer = await new sdk.SecretsManagerClient(options).send(command).catch((cause: unknown) => {
    throw serviceError("secretsmanager:CreateSecret", name, cause);
  });
  return answer.ARN ?? name;
}

async function putParameter(
  { name, text, kmsKeyId }: Storing,
  options: { readonly region?: string },
): Promise<string> {
  const sdk = await import("@aws-sdk/client-ssm").catch((cause: unknown) => {
    throw missingClient("@aws-sdk/client-ssm", cause);
  });
  const client = new sdk.SSMClient(options);
  const put = new sdk.PutParameterCommand({
    Name: name,
    Description: description,
    Value: text,
    Type: "SecureString",
    Overwrite: false,
    ...(kmsKeyId === undefined ? {} : { KeyId: kmsKeyId }),
  });
  await client.send(put).catch((cause: unknown) => {
    throw serviceError("ssm:PutParameter", name, cause);
  });
  // PutParameter does not return the ARN; this reads the parameter without decrypting it.
  const answer = await client.send(new sdk.GetParameterCommand({ Name: name })).catch((cause: unknown) => {
    throw serviceError("ssm:GetParameter", name, cause);
  });
  return answer.Parameter?.ARN ?? name;
}

/**
 * Stores a key under a new name and returns its ARN.
 *
 * @throws SignerError ERR_SERVICE, also when the name is taken
 */
export function storeKey(storing: Storing): Promise<string> {
  const options = storing.region === undefined ? {} : { region: storing.region };
  return storing.where === "ssm" ? putParameter(storing, options) : createSecret(storing, options);
}
