/** `secure-origin baseline`: accepts today's findings of an existing stack until a date, so that a preview fails on new ones. */
import type { Command } from "commander";
import { isInWords } from "../../policy/options/definitions";
import type { Waiver } from "../../policy/options/waiverDefinition";
import { aYearAfter, dayOf } from "../../policy/runtime/waivers";
import { print, remark, UsageError } from "../report";
import { addFolderOption } from "../stack/stackReference";
import { type Baseline, countByRule, type Terms } from "./entries";

interface BaselineFlags {
  readonly stack?: string;
  readonly cwd?: string;
  readonly config: string;
  readonly owner?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly prune?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ secure-origin baseline --stack prod --config policy.json --owner payments --until 2027-05-31
  $ pulumi stack export --show-secrets | secure-origin baseline /dev/stdin --owner payments --until 2027-05-31
  $ secure-origin baseline --stack prod --config policy.json --prune

Judges the state of a stack with the options in the file, and adds a waiver for each mandatory finding to it. Afterwards
pulumi preview --policy-pack-config with this file fails on new findings, and shows the others as advice. It fails, too, on
a waiver past its last day, and on one whose finding is gone: --prune removes these, and adds nothing.
Exit code: 0 the file is right now, 1 failed, 2 usage.`;

/** Validates the flags that describe new entries. @throws UsageError */
function termsOf({ owner, until, reason }: BaselineFlags, today: string): Terms {
  if (owner === undefined || owner === "" || until === undefined) {
    throw new UsageError(
      "give --owner and --until: who answers for the findings, and until when they are accepted",
      "for example: --owner payments --until 2027-05-31",
    );
  }
  const last = aYearAfter(today);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(until) && !Number.isNaN(Date.parse(until));
  if (!isDay || until <= today || until > last) {
    throw new UsageError(
      `--until ${until} is not a day from tomorrow to a year from now`,
      `give a date up to ${last}, such as --until ${last}`,
    );
  }
  if (reason !== undefined && !isInWords(reason)) {
    throw new UsageError(
      `--reason ${JSON.stringify(reason)} does not say why, in words`,
      'for example: --reason "The office moves in spring"',
    );
  }
  return { owner, expires: until, reason: reason ?? `Found on ${today}, when the pack was adopted` };
}

/** Adds the command. */
export function addBaseline(program: Command): void {
  addFolderOption(program.command("baseline"))
    .description("accept today's findings of the policy pack in an existing stack until a date")
    .argument("[state]", "a file with the output of pulumi stack export --show-secrets")
    .option("--stack <name>", "read the state of this stack")
    .option("--config <file>", "the file for pulumi's --policy-pack-config", "policy.json")
    .option("--owner <name>", "the person or team that answers for the findings")
    .option("--until <date>", "the last day on which they are accepted; at most a year ahead")
    .option("--reason <text>", "why they are accepted; default: the date on which they were found")
    .option("--prune", "remove the waivers whose finding is gone; add nothing")
    .option("--json", "print what was added, kept and removed as JSON")
    .addHelpText("after", examples)
    .action(async (file: string | undefined, flags: BaselineFlags, command: Command) => {
      const today = dayOf(new Date());
      report(command, flags, await changeFile(file, flags, today), today);
    });
}

/** Compares the stack with the file, and writes the file if that changes it. */
async function changeFile(file: string | undefined, flags: BaselineFlags, today: string): Promise<Baseline> {
  const isPruning = flags.prune === true;
  const terms = isPruning ? { reason: "", expires: today } : termsOf(flags, today);
  const [{ mandatoryFindings }, { rules }, { stateOf }, { readConfiguration, writeWaivers }, { compare }] =
    await Promise.all([
      import("./mandatoryFindings"),
      import("../../policy/rules"),
      import("../stack/stateArgument"),
      import("./policyConfiguration"),
      import("./entries"),
    ]);
  const configuration = readConfiguration(flags.config, rules);
  const example = "secure-origin baseline --stack prod --owner payments --until 2027-05-31";
  const state = await stateOf(file, { ...flags, secrets: true }, example);
  const { waivers, ...options } = configuration.options;
  const found = mandatoryFindings(state, rules, { ...options, waivers: [] });
  const baseline = compare(found, waivers, terms);
  const next = isPruning ? baseline.kept : [...waivers, ...baseline.added];
  if (next.length !== waivers.length) {
    writeWaivers(configuration, next);
  }
  return baseline;
}

function report(
  command: Command,
  { json, config, owner, until, prune }: BaselineFlags,
  { added, kept, stale }: Baseline,
  today: string,
): void {
  const isPruning = prune === true;
  const expired = kept.filter(({ expires }) => expires < today);
  if (json === true) {
    const changes = isPruning ? { removed: stale } : { added, stale };
    print(command, JSON.stringify({ file: config, ...changes, kept, expired }, null, 2));
    return;
  }
  const count = (list: readonly Waiver[], what: string): string =>
    list.length === 0 ? `0 ${what}` : `${list.length} ${what}: ${countByRule(list)}`;
  const lines = isPruning
    ? [count(stale, `removed from ${config}`)]
    : [count(added, `added to ${config}, accepted until ${until ?? ""} (${owner ?? ""})`)];
  print(command, [...lines, count(kept, "there already, still found")].join("\n"));
  if (!isPruning && stale.length > 0) {
    remark(
      command,
      `${count(stale, "no longer found")}\n  remove them with --prune: a preview fails on them`,
    );
  }
  if (expired.length > 0) {
    remark(
      command,
      `${count(expired, "past their last day")}\n  fix them, or set a new day in ${config}: a preview fails on them`,
    );
  }
}
