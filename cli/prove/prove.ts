/** `secure-origin prove`: tries a live site, and says what AWS does where its pages leave it open. */
import { type Command, Option } from "commander";
import type { HashAlgorithm } from "../../signer/keys/keySource";
import type { Signer } from "../../signer/sign/signerOptions";
import { exitCode } from "../exitCodes";
import { Answered, CommandError, print, remark, UsageError } from "../report";
import { addFolderOption } from "../stack/stackReference";
import { visibleLine } from "../visible";
import type { Finding, Prover } from "./checks";
import type { StackOutputs } from "./stackOutputs";

interface ProveFlags {
  readonly stack?: string;
  readonly cwd?: string;
  readonly url?: string;
  readonly connect?: string;
  readonly keyPairId?: string;
  readonly privateKey?: string;
  readonly path: string;
  readonly otherPath: string;
  readonly publicPath: string;
  readonly header?: string;
  readonly balancer?: string;
  readonly instance?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ secure-origin prove --stack dev        (while npm start serves it)
  $ secure-origin prove --stack prod --private-key secretsmanager:arn:aws:secretsmanager:…
  $ secure-origin prove --url https://members.dev.example.com --connect localhost:8443 \\
      --key-pair-id K2JCJMDEHXQW5F --private-key key.pem --balancer localhost:8444

Reads only: every request is a GET. Only a live site settles what AWS's pages leave open: the local edge plays it. Exit code: 0 when all is as expected, 1 when something is not.`;

/** One row of the result. */
interface Row extends Finding {
  readonly check: string;
  readonly expected: string;
  /** What the local edge plays an open point as. It has read AWS's pages, so it can settle none of them. */
  readonly playedAs?: string | undefined;
}

/** What a finding says of AWS, it says only when AWS has answered. */
function rowOf(check: string, expected: string, finding: Finding, local: boolean): Row {
  const { settles, ...rest } = finding;
  return { check, expected, ...rest, ...(local ? { playedAs: settles } : { settles }) };
}

function place(text: string, flag: string): { host: string; port: number } {
  const [, host = "", port = "443"] = /^([A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === "") {
    throw new UsageError(`${flag}: ${text} is not a host with a port`, "write it like localhost:8443");
  }
  return { host, port: Number(port) };
}

function hostOf(url: string): string {
  const [, host] = /^https:\/\/([A-Za-z0-9.-]+)\/?$/.exec(url) ?? [];
  if (host === undefined) {
    throw new UsageError(
      `--url: ${url} is not a site`,
      "write scheme and host alone: https://members.example.com",
    );
  }
  return host;
}

/** A signer for one hash; undefined where the key does not sign it. */
async function signerFor(
  reference: string,
  keyPairId: string | undefined,
  hash: HashAlgorithm,
): Promise<Signer | undefined> {
  const [{ createSigner }, { keyFromReference }] = await Promise.all([
    import("../../signer/sign/createSigner"),
    import("../../signer/keys/fromReference"),
  ]);
  try {
    const key = await keyFromReference(reference);
    return createSigner({ key, hash, ...(keyPairId === undefined ? {} : { keyPairId }) });
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_KEY_HASH") {
      return undefined;
    }
    throw error;
  }
}

/** Adds what the running site of a stack in the local cloud knows; a flag of the user's goes before it. */
async function withLocalSite(
  flags: ProveFlags,
  { appRoleArn = "" }: Partial<StackOutputs>,
): Promise<{ flags: ProveFlags; leave: () => void }> {
  const { stack, cwd } = flags;
  const [{ localRootOf }, { referenceOf }] = await Promise.all([
    import("../stack/stackState"),
    import("../stack/stackReference"),
  ]);
  const reference = stack === undefined ? undefined : referenceOf({ stack, cwd });
  const root = reference && localRootOf(reference);
  if (reference === undefined || root === undefined || flags.connect !== undefined) {
    return { flags, leave: () => undefined };
  }
  const { enterLocalSite } = await import("./localSite");
  const { viewers, balancer, instance, leave } = enterLocalSite(root, reference, appRoleArn);
  return { flags: { connect: viewers, balancer, instance, ...flags }, leave };
}

async function prepare(flags: ProveFlags, stack: Partial<StackOutputs>): Promise<Prover> {
  const { keyReference } = await import("./stackOutputs");
  const url = flags.url ?? stack.url;
  if (url === undefined) {
    throw new UsageError("neither --stack nor --url is given", "add --stack dev, or --url https://…");
  }
  const reference = flags.privateKey ?? (stack.signingKeyArn && keyReference(stack.signingKeyArn));
  if (reference === undefined) {
    throw new UsageError("no key to sign with", "add --private-key FILE and --key-pair-id K…");
  }
  const host = hostOf(url);
  const keyPairId = flags.keyPairId ?? stack.activeKeyId;
  const balancer = flags.balancer ?? stack.albDnsName;
  return {
    site: { host, connect: place(flags.connect ?? host, "--connect") },
    signers: {
      sha256: await signerFor(reference, keyPairId, "sha256"),
      sha1: await signerFor(reference, keyPairId, "sha1"),
    },
    path: flags.path,
    otherPath: flags.otherPath,
    publicPath: flags.publicPath,
    headerName: flags.header ?? stack.headerName ?? "X-From-CloudFront",
    balancer: balancer === undefined ? undefined : place(balancer, "--balancer"),
    instance: flags.instance === undefined ? undefined : place(flags.instance, "--instance"),
  };
}

async function tryAll(prover: Prover): Promise<readonly Row[]> {
  const [{ checks }, { isLocal }] = await Promise.all([import("./checks"), import("./wire")]);
  const local = isLocal(prover.site.connect.host);
  const rows: Row[] = [];
  for (const { name, expected, run } of checks) {
    try {
      rows.push(rowOf(name, expected, await run(prover), local));
    } catch (cause) {
      if ((cause as { syscall?: unknown }).syscall === undefined || rows.length > 0) {
        rows.push({ check: name, expected, ok: false, seen: (cause as Error).message });
        continue;
      }
      const { host, port } = prover.site.connect;
      throw new CommandError(
        `nobody answers at ${host}:${port}`,
        "is it up? for a local edge: --connect localhost:PORT",
        cause,
      );
    }
  }
  return rows;
}

/** Tries all that there is to try, and leaves the environment as it was. */
async function prove(given: ProveFlags): Promise<readonly Row[]> {
  const { readStackOutputs } = await import("./stackOutputs");
  const stack: Partial<StackOutputs> =
    given.stack === undefined ? {} : await readStackOutputs({ stack: given.stack, cwd: given.cwd });
  const { flags, leave } = await withLocalSite(given, stack);
  try {
    return await tryAll(await prepare(flags, stack));
  } finally {
    leave();
  }
}

/** The rows as a table: columns as wide as what stands in them. */
function toTable(rows: readonly Row[]): string {
  const marks = rows.map(({ ok }) => (ok === undefined ? "–" : ok ? "ok" : "NO"));
  const local = rows.some(({ playedAs }) => playedAs !== undefined);
  const cells = [
    ["", "check", "expected", "seen", local ? "the local edge plays it so" : "settles"],
    ...rows.map(({ check, expected, seen, settles, playedAs }, index) => [
      marks[index] ?? "",
      check,
      expected,
      visibleLine(seen),
      settles ?? playedAs ?? "",
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  return cells
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Adds the command. */
export function addProve(program: Command): void {
  addFolderOption(program.command("prove"))
    .description("try a live site with some twenty requests, and say what was seen")
    .addOption(new Option("--stack <name>", "take address, key and names from the outputs of this stack"))
    .option("--url <url>", "the site: https://members.example.com")
    .option("--connect <host:port>", "connect there instead, as to a local edge; the site's name stays")
    .option("--key-pair-id <id>", "id of the CloudFront public key, K…")
    .option("--private-key <where>", "FILE, secretsmanager:ARN, ssm:ARN or kms:ARN; never the key itself")
    .option(
      "--path <path>",
      "a path that only a signature opens, best of a file that is cached",
      "/downloads/prove.txt",
    )
    .option("--other-path <path>", "one under another signed pattern", "/secure/prove.txt")
    .option("--public-path <path>", "one that is open to all", "/")
    .option("--header <name>", "name of the secret header")
    .option("--balancer <host:port>", "the load balancer, which must not answer")
    .option("--instance <host:port>", "an instance, which must not answer")
    .option("--json", "print the findings as one JSON array")
    .addHelpText("after", examples)
    .action(async (flags: ProveFlags, command: Command) => {
      const rows = await prove(flags);
      print(command, flags.json ? JSON.stringify(rows) : toTable(rows));
      if (rows.some(({ playedAs }) => playedAs !== undefined)) {
        remark(
          command,
          "This was the local edge: it shows that the stack holds, and settles nothing about AWS.",
        );
      }
      if (rows.some(({ ok }) => ok === false)) {
        throw new Answered(exitCode.failed);
      }
    });
}
