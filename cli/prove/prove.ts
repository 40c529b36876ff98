/** `secure-origin prove`: checks a live site, and reports what AWS does where its documentation leaves it open. */
import { type Command, Option } from "commander";
import type { HashAlgorithm } from "../../signer/keys/keySource";
import type { Signer } from "../../signer/sign/signerOptions";
import { exitCode } from "../exitCodes";
import { Answered, CommandError, print, remark, UsageError } from "../report";
import { addFolderOption } from "../stack/stackReference";
import { visibleLine } from "../visible";
import type { Check, Finding, Prover } from "./check";
import type { StackOutputs } from "./stackOutputs";

interface ProveFlags {
  readonly stack?: string;
  readonly cwd?: string;
  readonly url?: string;
  readonly connect?: string;
  readonly keyPairId?: string;
  readonly privateKey?: string;
  readonly unsigned?: boolean;
  readonly path: string;
  readonly otherPath: string;
  readonly publicPath: string;
  readonly header?: string;
  readonly balancer?: string;
  readonly instance?: string;
  readonly bucket?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ secure-origin prove --stack dev        (while npm start serves it)
  $ secure-origin prove --stack prod --private-key secretsmanager:arn:aws:secretsmanager:…
  $ secure-origin prove --url https://members.dev.example.com --connect localhost:8443 \\
      --key-pair-id K2JCJMDEHXQW5F --private-key key.pem --balancer localhost:8444

Read-only: every request is a GET. Only a site on AWS can settle what AWS does not document; the local edge
simulates it. Exit code: 0 when all checks pass, 1 when one fails.`;

/** One row of the result. */
interface Row extends Finding {
  readonly check: string;
  readonly expected: string;
  /** The question that it answers, if `smoke/` asks it as well. */
  readonly question?: string | undefined;
  /** How the local edge simulates a point that AWS does not document, which it therefore cannot settle. */
  readonly simulated?: string | undefined;
}

/** Keeps what a finding shows about AWS apart from what it shows about the local edge. */
function rowOf({ name: check, expected, question }: Check, finding: Finding, local: boolean): Row {
  const { settles, ...rest } = finding;
  return { check, expected, question, ...rest, ...(local ? { simulated: settles } : { settles }) };
}

function place(text: string, flag: string): { host: string; port: number } {
  const [, host = "", port = "443"] = /^([A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === "") {
    throw new UsageError(`${flag}: ${text} is not HOST or HOST:PORT`, "for example localhost:8443");
  }
  return { host, port: Number(port) };
}

function hostOf(url: string): string {
  const [, host] = /^https:\/\/([A-Za-z0-9.-]+)\/?$/.exec(url) ?? [];
  if (host === undefined) {
    throw new UsageError(
      `--url: ${url} is not https://HOST`,
      "leave out port and path, for example https://members.example.com",
    );
  }
  return host;
}

/** Creates a signer for one hash; undefined where the key does not support it. */
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

/** Adds the addresses of a running local site; the user's flags take precedence. */
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
  const keyPairId = flags.keyPairId ?? stack.activeKeyId;
  const reference = flags.privateKey ?? (stack.signingKeyArn && keyReference(stack.signingKeyArn));
  if (reference === undefined && flags.unsigned !== true) {
    throw new UsageError(
      "there is no key to sign with",
      "add --private-key FILE and --key-pair-id K…, or --unsigned",
    );
  }
  const signer = (hash: HashAlgorithm) =>
    reference === undefined || flags.unsigned === true ? undefined : signerFor(reference, keyPairId, hash);
  const host = hostOf(url);
  const balancer = flags.balancer ?? stack.albDnsName;
  const connect = flags.connect === undefined ? undefined : place(flags.connect, "--connect");
  const bucket = flags.bucket ?? stack.signedBucketDomainName;
  return {
    site: { host, connect: connect ?? place(host, "--url") },
    signers: {
      sha256: await signer("sha256"),
      sha1: await signer("sha1"),
    },
    path: flags.path,
    otherPath: flags.otherPath,
    publicPath: flags.publicPath,
    headerName: flags.header ?? stack.headerName ?? "X-From-CloudFront",
    balancer: balancer === undefined ? undefined : place(balancer, "--balancer"),
    instance: flags.instance === undefined ? undefined : place(flags.instance, "--instance"),
    bucket:
      bucket === undefined ? undefined : { host: bucket, connect: connect ?? place(bucket, "--bucket") },
  };
}

async function runChecks(prover: Prover, unsigned: boolean): Promise<readonly Row[]> {
  const [{ checks }, { isLocal }] = await Promise.all([import("./checks"), import("./wire")]);
  const local = isLocal(prover.site.connect.host);
  const rows: Row[] = [];
  const asked = checks.filter(({ applies, signs }) => (applies?.(prover) ?? true) && !(unsigned && signs));
  for (const check of asked) {
    try {
      rows.push(rowOf(check, await check.run(prover), local));
    } catch (cause) {
      if ((cause as { syscall?: unknown }).syscall === undefined || rows.length > 0) {
        rows.push(rowOf(check, { ok: false, seen: (cause as Error).message }, local));
        continue;
      }
      const { host, port } = prover.site.connect;
      throw new CommandError(
        `no answer from ${host}:${port}`,
        "check that the site is running; for a local edge add --connect localhost:PORT",
        cause,
      );
    }
  }
  return rows;
}

/** Runs all checks, and restores the environment. */
async function prove(given: ProveFlags): Promise<readonly Row[]> {
  const { readStackOutputs } = await import("./stackOutputs");
  const stack: Partial<StackOutputs> =
    given.stack === undefined ? {} : await readStackOutputs({ stack: given.stack, cwd: given.cwd });
  const { flags, leave } = await withLocalSite(given, stack);
  try {
    return await runChecks(await prepare(flags, stack), flags.unsigned === true);
  } finally {
    leave();
  }
}

/** Formats the rows as a table. */
function toTable(rows: readonly Row[]): string {
  const marks = rows.map(({ ok }) => (ok === undefined ? "–" : ok ? "ok" : "NO"));
  const local = rows.some(({ simulated }) => simulated !== undefined);
  const cells = [
    ["", "check", "expected", "seen", local ? "simulated by the local edge" : "settles"],
    ...rows.map(({ check, expected, seen, settles, simulated }, index) => [
      marks[index] ?? "",
      check,
      expected,
      visibleLine(seen),
      settles ?? simulated ?? "",
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
    .description("check a live site with about twenty requests")
    .addOption(new Option("--stack <name>", "read URL, key and names from the outputs of this stack"))
    .option("--url <url>", "the site: https://members.example.com")
    .option(
      "--connect <host:port>",
      "connect to this address instead, for example a local edge; the host name stays",
    )
    .option("--key-pair-id <id>", "id of the CloudFront public key, K…")
    .option("--private-key <where>", "FILE, secretsmanager:ARN, ssm:ARN or kms:ARN; never the key itself")
    .option("--unsigned", "leave out the checks that sign: for a caller who may not use the key")
    .option(
      "--path <path>",
      "a path that needs a signature, preferably of a cached file",
      "/downloads/prove.txt",
    )
    .option("--other-path <path>", "a path under another signed pattern", "/secure/prove.txt")
    .option("--public-path <path>", "a public path", "/")
    .option("--header <name>", "name of the secret header")
    .option("--balancer <host:port>", "the load balancer, which must not be reachable")
    .option("--instance <host:port>", "an instance or task, which must not be reachable")
    .option("--bucket <host>", "domain name of the bucket of signed files, which must refuse everyone")
    .option("--json", "print the results as one JSON array")
    .addHelpText("after", examples)
    .action(async (flags: ProveFlags, command: Command) => {
      const rows = await prove(flags);
      print(command, flags.json ? JSON.stringify(rows) : toTable(rows));
      if (rows.some(({ simulated }) => simulated !== undefined)) {
        remark(
          command,
          "These are results of the local edge: they check the stack, and settle nothing about AWS.",
        );
      }
      if (rows.some(({ ok }) => ok === false)) {
        throw new Answered(exitCode.failed);
      }
    });
}
