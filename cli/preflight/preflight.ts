/** `secure-origin preflight`: checks what would make the first deployment of a stack fail, without changing anything. */
import type { Command } from "commander";
import { exitCode } from "../exitCodes";
import { Answered, print, remark, UsageError } from "../report";
import { addStackOptions, type StackFlags } from "../stack/stackFile";
import { visibleLine } from "../visible";
import type { Finding } from "./finding";
import type { SiteSettings } from "./requirements";

interface PreflightFlags extends StackFlags {
  readonly account?: string;
  readonly region?: string;
  readonly domainName?: string;
  readonly hostedZone?: string;
  /** False with `--no-instances`. */
  readonly instances?: boolean;
  readonly instanceType?: string;
  readonly minInstances?: string;
  readonly maxInstances?: string;
  readonly userPoolDomain?: string;
  readonly bucket?: string[];
  readonly json?: boolean;
}

const examples = `
Examples:
  $ secure-origin preflight --stack prod --account 222233334444
  $ secure-origin preflight --stack dev --json
  $ secure-origin preflight --stack shop --domain-name shop.example.com --hosted-zone example.com \\
      --region eu-west-1 --instance-type m7g.large --min-instances 3 --max-instances 9
  $ secure-origin preflight --stack tasks --domain-name tasks.example.com --hosted-zone example.com \\
      --region eu-west-1 --no-instances

Reads the stack's configuration file and the account of your AWS credentials, and changes nothing. Flags override the
file, and describe stacks of other programs. A check that is not permitted is a warning that names the missing permission.
Exit code: 0 no blockers, 3 at least one blocker, 1 AWS cannot be reached, 2 usage.`;

function countOf(text: string | undefined, flag: string): number | undefined {
  if (text !== undefined && !/^[1-9]\d{0,3}$/.test(text)) {
    throw new UsageError(`${flag} ${text} is not a number of instances`, "use a whole number from 1 to 9999");
  }
  return text === undefined ? undefined : Number(text);
}

/** Reads a stack's settings from the flags. */
function settingsOf(flags: PreflightFlags): SiteSettings {
  const { region, domainName, hostedZone, instanceType, userPoolDomain, bucket } = flags;
  return {
    region,
    domainName,
    zoneName: hostedZone,
    instances: flags.instances === false ? false : undefined,
    instanceType,
    minInstances: countOf(flags.minInstances, "--min-instances"),
    maxInstances: countOf(flags.maxInstances, "--max-instances"),
    userPoolDomain,
    buckets: bucket,
  };
}

/** Formats a finding as one line, with its fix on a second one. */
function toText({ check, verdict, seen, fix }: Finding): string {
  const line = `${verdict.padEnd(7)}  ${check}: ${visibleLine(seen)}`;
  return fix === undefined ? line : `${line}\n           ${visibleLine(fix)}`;
}

/** Counts the verdicts for the last line. */
function summary(findings: readonly Finding[]): string {
  const count = (verdict: Finding["verdict"]): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return `${findings.length} checks: ${count("ok")} ok, ${count("warning")} warnings, ${count("blocker")} blockers.`;
}

/** Adds the command. */
export function addPreflight(program: Command): void {
  const command = program
    .command("preflight")
    .description("check what would make the first deployment of a stack fail, without changing anything");
  addStackOptions(command)
    .option("--account <id>", "the account that the credentials must belong to")
    .option("--region <region>", "region of the stack")
    .option("--domain-name <name>", "domain name that viewers use")
    .option("--hosted-zone <name>", "name of the hosted zone")
    .option("--no-instances", "the site runs on existing instances or on ECS tasks")
    .option("--instance-type <type>", "EC2 instance type")
    .option("--min-instances <count>", "minimum number of instances")
    .option("--max-instances <count>", "maximum number of instances")
    .option("--user-pool-domain <prefix>", "prefix of a user pool domain that the program chooses")
    .option("--bucket <name...>", "names of buckets that the program chooses")
    .option("--json", "print the findings as one JSON array")
    .addHelpText("after", examples)
    .action(async (flags: PreflightFlags, current: Command) => {
      if (flags.account !== undefined && !/^\d{12}$/.test(flags.account)) {
        throw new UsageError(`--account ${flags.account} is not an account id`, "use its 12 digits");
      }
      const settings = settingsOf(flags);
      const [{ readStackToCheck }, { connect }, { checkAll }, { resolveNs }] = await Promise.all([
        import("./readStack"),
        import("./aws/clients"),
        import("./checkAll"),
        import("./aws/dns"),
      ]);
      const stack = await readStackToCheck(flags, settings);
      const aws = await connect(stack.settings.region ?? "");
      const findings = await checkAll(aws, stack, { expected: flags.account, resolve: resolveNs });
      print(current, flags.json ? JSON.stringify(findings) : findings.map(toText).join("\n"));
      remark(current, summary(findings));
      if (findings.some(({ verdict }) => verdict === "blocker")) {
        throw new Answered(exitCode.deny);
      }
    });
}
