/** Options of both `sign url` and `sign cookies`: the key, the validity, the viewer's address. */
import { type Command, Option } from "commander";
import type { HashAlgorithm } from "../../signer/keys/keySource";
import type { GrantOptions } from "../../signer/sign/grant";
import type { Signer } from "../../signer/sign/signerOptions";
import { UsageError } from "../report";
import { parseSpan, parseTime } from "../times";

/** The common flags, as commander parses them. */
export interface SignFlags {
  readonly keyPairId?: string;
  readonly privateKey: string;
  readonly expires?: string;
  readonly expiresIn?: string;
  readonly starts?: string;
  readonly ip?: string;
  readonly hash: HashAlgorithm;
  readonly json?: boolean;
}

/** Adds the common flags. */
export function addSignOptions(command: Command): Command {
  return command
    .option(
      "--key-pair-id <id>",
      "id of the CloudFront public key, K…; may be omitted when the secret has it",
    )
    .requiredOption(
      "--private-key <where>",
      "FILE, secretsmanager:ARN, ssm:ARN or kms:ARN; never the key itself",
    )
    .addOption(
      new Option("--expires-in <span>", "how long it is valid: 90s, 10m, 2h, 1d").conflicts("expires"),
    )
    .option("--expires <time>", "when it expires: 2026-01-31T18:00:00Z")
    .option("--starts <time>", "when it starts; makes the policy custom")
    .option("--ip <cidr>", "IPv4 address or block of the viewer; makes the policy custom")
    .addOption(
      new Option("--hash <name>", "hash of the signature; KMS signs sha256 only")
        .choices(["sha1", "sha256"])
        .default("sha256"),
    )
    .option("--json", "print one JSON object");
}

/** Reads the validity and the address. */
export function readGrant(flags: SignFlags): GrantOptions {
  return {
    expires: readEnd(flags),
    ...(flags.starts === undefined ? {} : { starts: parseTime(flags.starts, "--starts") }),
    ...(flags.ip === undefined ? {} : { ip: flags.ip }),
  };
}

function readEnd({ expires, expiresIn }: SignFlags): Date {
  if (expires !== undefined) {
    return parseTime(expires, "--expires");
  }
  if (expiresIn === undefined) {
    throw new UsageError("neither --expires-in nor --expires is given", "add for example --expires-in 10m");
  }
  return new Date(Date.now() + parseSpan(expiresIn, "--expires-in") * 1000);
}

/** Opens the key and creates a signer that verifies what it returns. */
export async function openSigner(flags: SignFlags): Promise<Signer> {
  const [{ createSigner }, { keyFromReference }] = await Promise.all([
    import("../../signer/sign/createSigner"),
    import("../../signer/keys/fromReference"),
  ]);
  return createSigner({
    key: await keyFromReference(flags.privateKey),
    ...(flags.keyPairId === undefined ? {} : { keyPairId: flags.keyPairId }),
    hash: flags.hash,
    verify: true,
  });
}
