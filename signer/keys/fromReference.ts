/** Keys by reference, as the command line and configuration files name them. */
import { SignerError } from "../shared/errors";
import { fileKey } from "./file";
import type { KeySource } from "./keySource";
import { kmsKey } from "./kms";
import { secretsManagerKey } from "./secretsManager";
import { ssmKey } from "./ssm";

/**
 * Opens the key that `FILE`, `secretsmanager:ARN`, `ssm:ARN` or `kms:ARN` names. Key text itself is refused: every user
 * of a machine can read its command lines.
 *
 * @throws SignerError ERR_KEY_REFERENCE, and what the source throws
 * @example
 * ```ts
 * const key = await keyFromReference("kms:alias/members-signing");
 * ```
 */
export async function keyFromReference(reference: string): Promise<KeySource> {
  if (reference.includes("-----BEGIN")) {
    throw new SignerError("ERR_KEY_REFERENCE", "a private key must not be an argument", {
      field: "private-key",
      remedy:
        "put it in a file with mode 600, Secrets Manager or SSM, and name that; treat this key as leaked",
    });
  }
  const [, kind = "", name = ""] = /^(secretsmanager|ssm|kms):(.*)$/s.exec(reference) ?? [];
  if (kind !== "" && name === "") {
    throw new SignerError("ERR_KEY_REFERENCE", `${reference} names no key`, {
      field: "private-key",
      remedy: `write ${kind}:ARN`,
    });
  }
  switch (kind) {
    case "secretsmanager":
      return secretsManagerKey({ secretId: name });
    case "ssm":
      return ssmKey({ name });
    case "kms":
      return kmsKey({ keyId: name });
    default:
      if (/^arn:/.test(reference)) {
        throw new SignerError("ERR_KEY_REFERENCE", "an ARN alone does not tell how to read its key", {
          field: "private-key",
          remedy: "write secretsmanager:ARN, ssm:ARN or kms:ARN",
        });
      }
      return fileKey(reference);
  }
}
