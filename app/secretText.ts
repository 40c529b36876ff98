/** Reads secrets by reference: the configuration names them and never contains them. */
import { readFile } from "node:fs/promises";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

/** Returns client options with the region of an ARN; a name leaves it to the environment. */
export function regionOf(arn: string): { region?: string } {
  const region = arn.startsWith("arn:") ? arn.split(":")[3] : undefined;
  return region === undefined || region === "" ? {} : { region };
}

/**
 * Reads a secret.
 *
 * @param reference - `secretsmanager:ARN`, `ssm:ARN` or a file's path
 * @throws Error that names the reference, never the secret; for a file not even the path, which may be a secret by mistake
 */
export async function readSecretText(reference: string): Promise<string> {
  const shown = inAws.test(reference) ? reference : "the file that the configuration names for a secret";
  const text = await fetchText(reference).catch((cause: unknown) => {
    // Node's own message includes the path.
    throw inAws.test(reference)
      ? new Error(`cannot read ${shown}`, { cause })
      : new Error(`cannot read ${shown} (${(cause as NodeJS.ErrnoException).code ?? "no code"})`);
  });
  if (text === undefined || text.trim() === "") {
    throw new Error(`${shown} is empty`);
  }
  return text;
}

/** A reference to Secrets Manager or Parameter Store. */
const inAws = /^(secretsmanager|ssm):(.+)$/;

async function fetchText(reference: string): Promise<string | undefined> {
  const [, kind, name = ""] = inAws.exec(reference) ?? [];
  switch (kind) {
    case "secretsmanager": {
      const client = new SecretsManagerClient(regionOf(name));
      return (await client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
    }
    case "ssm": {
      const client = new SSMClient(regionOf(name));
      const answer = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
      return answer.Parameter?.Value;
    }
    default:
      return readFile(reference, "utf8");
  }
}
