/** A key named in one word, as the command line and configuration files do. */
import { SignerError } from "../shared/errors";
import { fileKey } from "./file";
import type { KeySource } from "./keySource";
import { kmsKey } from "./kms";
import { secretsManagerKey } from "./secretsManager";
import { ssmKey } from "./ssm";

/**
 * Opens the key behind `FILE`, `secretsmanager:ARN`, `ssm:ARN` or `kms:ARN`. Key text itself is refused: what stands
 * on a command line can be read by every user of the machine.
 *
 * @throws SignerError ERR_KEY_REFERENCE, and what the source throws
 * @example
 * ```ts
 * const key = await keyFromReference("kms:alias/members-signing");
 * ```
 */
export async function keyFromReference(reference: string): Promise<KeySource> {
  if (reference.includes("-----BEGIN")) {
    throw new SignerError("ERR_KEY_REFERENCE", "a private key is never an argument", {
      field: "private-key",
      remedy:
        "put it in a file with mode 600, Secrets Manager or SSM and name that; and treat this key as known to others",
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
        throw new SignerError("ERR_KEY_REFERENCE", "an ARN alone does not say how its key is read", {
          field: "private-key",
          remedy: "write secretsmanager:ARN, ssm:ARN or kms:ARN",
        });
      }
      return fileKey(reference);
  }
}
