/** `secure-origin keys announce`, `activate`, `retire` and `remove`: each edits the stack's configuration. */
import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { DeployedKey } from "./deployedKeys";
import { activate, checkAnnounce, type KeyChange, remove, retire } from "./keyStates";
import { CommandError, UsageError } from "./report";
import { addKey, changeKeys, type KeyConfiguration } from "./stackConfig";
import { addStackOptions, fileOf, openKeys, readDeployed, type StackFlags, save } from "./stackFile";
import { parseSpan } from "./times";

interface AnnounceFlags extends StackFlags {
  readonly source: "kms" | "secretsManager" | "ssm";
  readonly arn?: string;
  readonly publicKey?: string;
}

const up = (stack: string): string => `pulumi up --stack ${stack}`;

async function announcedEntry(id: string, flags: AnnounceFlags): Promise<Readonly<Record<string, string>>> {
  const { source, arn, publicKey } = flags;
  const base = { id, state: "announced", ...(arn === undefined ? {} : { arn: JSON.stringify(arn) }) };
  if (source === "kms") {
    if (publicKey !== undefined) {
      throw new UsageError(
        "--public-key is for keys outside of KMS",
        "leave it out: KMS tells the public key",
      );
    }
    return base;
  }
  if (arn === undefined || publicKey === undefined) {
    throw new UsageError(
      `a key in ${source} needs --arn and --public-key`,
      "keys generate makes one and prints both",
    );
  }
  return { ...base, source, publicKeyPem: await readPublicKey(publicKey) };
}

async function readPublicKey(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new CommandError(`${path} cannot be read`, "name the file with the public key", cause);
  });
  const { loadDistribution } = await import("../signer/verify/distribution");
  // Loading it as a trusted key says in words what is wrong with it, a private key first of all.
  loadDistribution({ domainNames: [], behaviors: [{ pathPattern: "*", trustedKeys: { [path]: text } }] });
  return text;
}

type Decide = (
  keys: KeyConfiguration["keys"],
  deployed: ReadonlySet<string> | undefined,
  signing: ReadonlySet<string>,
) => readonly KeyChange[];

/** Reads, decides, edits and saves; the diff goes to standard output, what comes next to standard error. */
async function change(command: Command, flags: StackFlags, next: string, decide: Decide): Promise<void> {
  const configuration = await openKeys(flags);
  const deployed = await readDeployed(flags);
  const ids = (some: readonly DeployedKey[] = []): Set<string> => new Set(some.map(({ id }) => id));
  const signing = ids(deployed?.filter(({ signs }) => signs));
  const changes = decide(configuration.keys, deployed && ids(deployed), signing);
  const after = changeKeys(configuration, changes, fileOf(flags));
  await save(command, flags, configuration.text, after, next);
}

/** Adds the commands. */
export function addKeysChanges(group: Command): void {
  const id = "the key's id in the configuration";
  addStackOptions(
    group
      .command("announce")
      .description("make a new key known to CloudFront ahead of its use")
      .argument("<id>", id),
  )
    .addOption(
      new Option("--source <where>", "where its private half lives")
        .choices(["kms", "secretsManager", "ssm"])
        .default("kms"),
    )
    .option("--arn <arn>", "the secret, the parameter, or a KMS key to adopt; a KMS key is made without it")
    .option("--public-key <file>", "its public half, PEM; for keys outside of KMS")
    .action(async (key: string, flags: AnnounceFlags, command: Command) => {
      const configuration = await openKeys(flags);
      checkAnnounce(configuration.keys, key);
      const after = addKey(configuration, await announcedEntry(key, flags));
      const next = `${up(flags.stack)}, and when the distribution is deployed: secure-origin keys activate ${key} --stack ${flags.stack}`;
      await save(command, flags, configuration.text, after, next);
    });
  addStackOptions(
    group
      .command("activate")
      .description("sign with an announced key; the one before is retired")
      .argument("<id>", id),
  ).action(async (key: string, flags: StackFlags, command: Command) => {
    const next = `${up(flags.stack)}; the key before stays trusted until it is removed`;
    await change(command, flags, next, (keys, deployed) => activate(keys, key, deployed, new Date()));
  });
  addStackOptions(
    group
      .command("retire")
      .description("retire the active key; the announced one signs from then on")
      .argument("<id>", id),
  ).action(async (key: string, flags: StackFlags, command: Command) => {
    const next = `${up(flags.stack)}; ${key} stays trusted until: secure-origin keys remove ${key} --stack ${flags.stack}`;
    await change(command, flags, next, (keys, deployed) => retire(keys, key, deployed, new Date()));
  });
  addStackOptions(
    group
      .command("remove")
      .description("take a key out, when nothing signed with it can be in use")
      .argument("<id>", id),
  )
    .option("--longest <span>", "the longest that signatures hold, and the deployment took", "7d")
    .action(async (key: string, flags: StackFlags & { readonly longest: string }, command: Command) => {
      const longest = parseSpan(flags.longest, "--longest");
      const next = `${up(flags.stack)}; then a private key outside of this stack can be deleted, too`;
      await change(command, flags, next, (keys, _deployed, signing) =>
        remove(keys, key, longest, signing, new Date()),
      );
    });
}
