/** `secure-origin keys announce`, `activate`, `retire` and `remove`: each edits the stack's configuration. */
import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { whereHelp } from "../config/whereHelp";
import { CommandError, UsageError } from "../report";
import { sameStack } from "../stack/stackFile";
import { parseSpan, parseTime } from "../times";
import { addSelection, type KeyFlags, openKeys } from "./keyLists";
import { activate, announce, type KeyEntry, remove, retire } from "./keyStates";
import { apply, change } from "./keysApply";

interface AnnounceFlags extends KeyFlags {
  readonly source: "kms" | "secretsManager" | "ssm";
  readonly arn?: string;
  readonly publicKey?: string;
}

const up = (flags: KeyFlags): string => `pulumi up ${sameStack(flags)}`;

async function announcedEntry(id: string, flags: AnnounceFlags): Promise<KeyEntry> {
  const { source, arn, publicKey } = flags;
  const base = { id, state: "announced", ...(arn === undefined ? {} : { arn }) };
  if (source === "kms") {
    if (publicKey !== undefined) {
      throw new UsageError(
        "--public-key is for keys outside KMS",
        "leave it out: KMS provides the public key",
      );
    }
    return base;
  }
  if (arn === undefined || publicKey === undefined) {
    throw new UsageError(
      `a key in ${source} needs --arn and --public-key`,
      "create one: keys generate prints both",
    );
  }
  return { ...base, source, publicKeyPem: await readPublicKey(publicKey) };
}

async function readPublicKey(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new CommandError(`${path} cannot be read`, "name the file with the public key", cause);
  });
  const { loadDistribution } = await import("../../signer/verify/distribution/distribution");
  // Loading it as a trusted key explains what is wrong with it, above all that it is a private key.
  loadDistribution({ domainNames: [], behaviors: [{ pathPattern: "*", trustedKeys: { [path]: text } }] });
  return text;
}

interface RemoveFlags extends KeyFlags {
  readonly longest: string;
  readonly retiredAt?: string;
}

const configKey = "shop:site.signingKeys";

/** Adds the commands. */
export function addKeysChanges(group: Command): void {
  const id = "the key's id in the configuration";
  addSelection(
    group
      .command("announce")
      .description("add a key that CloudFront trusts before it signs")
      .argument("<id>", id),
    configKey,
  )
    .addOption(
      new Option("--source <where>", "where its private half is stored")
        .choices(["kms", "secretsManager", "ssm"])
        .default("kms"),
    )
    .option(
      "--arn <arn>",
      "the secret, the parameter, or an existing KMS key; by default a KMS key is created",
    )
    .option("--public-key <file>", "its public half, PEM, for keys outside KMS")
    .addHelpText("after", helpOf("announce k2", "announce k2 --source ssm --arn ARN --public-key k2.pub.pem"))
    .action(async (key: string, flags: AnnounceFlags, command: Command) => {
      const open = await openKeys(flags);
      const changes = announce(open.keys, await announcedEntry(key, flags));
      const next = `${up(flags)}, and when the distribution is deployed: secure-origin keys activate ${key} ${sameStack(flags)}`;
      await apply(command, open, changes, next);
    });
  addSelection(
    group
      .command("activate")
      .description("sign with an announced key, and retire the active one")
      .argument("<id>", id),
    configKey,
  )
    .addHelpText("after", helpOf("activate k2", "activate k2 -C ../shop --site members"))
    .action(async (key: string, flags: KeyFlags, command: Command) => {
      const next = `${up(flags)}; the retired key stays trusted until it is removed`;
      await change(command, flags, next, (keys, deployed) => activate(keys, key, deployed, new Date()));
    });
  addSelection(
    group
      .command("retire")
      .description("retire the active key, and sign with the announced one")
      .argument("<id>", id),
    configKey,
  )
    .addHelpText("after", helpOf("retire k1", "retire k1 --config-key shop:site.signingKeys"))
    .action(async (key: string, flags: KeyFlags, command: Command) => {
      const next = `${up(flags)}; ${key} stays trusted until: secure-origin keys remove ${key} ${sameStack(flags)}`;
      await change(command, flags, next, (keys, deployed) => retire(keys, key, deployed, new Date()));
    });
  addSelection(
    group.command("remove").description("remove a key that no valid signature uses").argument("<id>", id),
    configKey,
  )
    .option("--longest <span>", "the longest validity of signatures, plus the time of the deployment", "7d")
    .option("--retired-at <time>", "when it was retired, if neither the stack file nor the state has it")
    .addHelpText("after", helpOf("remove k1", "remove k1 --longest 12h"))
    .action(async (key: string, flags: RemoveFlags, command: Command) => {
      const longest = parseSpan(flags.longest, "--longest");
      const given = flags.retiredAt === undefined ? undefined : parseTime(flags.retiredAt, "--retired-at");
      const next = `${up(flags)}; then a private key outside this stack can be deleted, too`;
      await change(command, flags, next, (keys, _deployed, signing) => {
        // The recorded time takes precedence.
        const dated = keys.map((one) => ({ ...one, retiredAt: one.retiredAt ?? given }));
        return remove(dated, key, longest, signing, new Date());
      });
    });
}

function helpOf(...examples: readonly string[]): string {
  const lines = examples.map((example) => `  $ secure-origin keys ${example}`);
  return `\nExamples:\n${lines.join("\n")}\n\n${whereHelp}`;
}
