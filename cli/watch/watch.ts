/** `secure-origin watch`: follows an access log and reports values above the thresholds of the stack's alarms. */
import { join } from "node:path";
import { type Command, Option } from "commander";
import { exitCode } from "../exitCodes";
import { Answered, print, remark, UsageError } from "../report";
import { addStackOptions, type StackFlags } from "../stack/stackFile";
import { parseSpan } from "../times";
import { visibleLine } from "../visible";
import type { Anomaly, LineWatcher } from "./lineWatcher";

interface WatchFlags extends StackFlags {
  readonly log?: string;
  readonly logGroup?: string;
  readonly region: string;
  readonly since: string;
  readonly once?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ secure-origin watch                                       the log of npm start
  $ secure-origin watch --log access.log --since 30d --once   a saved log
  $ secure-origin watch --stack prod --log-group members-logs-group-1a2b3c4

Reports shares of refusals and errors, unexpected countries, and the volume of one viewer, by the thresholds of the
stack's alarms. A share is reported as soon as there are enough requests. Anomaly bands, latency and the load balancer
are not in the log: CloudWatch evaluates them. Exit code with --once: 0 when nothing is reported, 1 otherwise.`;

/** Opens the log that the flags name. */
async function linesOf(
  { log, logGroup, region, once }: WatchFlags,
  since: number,
): Promise<AsyncIterable<string>> {
  if (log !== undefined && logGroup !== undefined) {
    throw new UsageError("--log and --log-group exclude each other", "give one of them");
  }
  const options = { once: once ?? false };
  if (logGroup !== undefined) {
    const { logGroupLines } = await import("./logGroup");
    return logGroupLines({ name: logGroup, region, since }, options);
  }
  const { logFileLines } = await import("./logFile");
  return logFileLines(
    log ?? join(process.env["SECURE_ORIGIN_LOCAL_DIR"] ?? ".local", "logs", "access.log"),
    options,
  );
}

/** Formats an anomaly as one line: time, alarm, value and names. */
function toText({ alarm, periodStart, value, threshold, unit, who, rings }: Anomaly): string {
  const number = (amount: number): string => String(Math.round(amount * 10) / 10);
  const names = Object.entries(who).map(([name, amount]) => `${visibleLine(name)} ${number(amount)}`);
  return [
    new Date(periodStart).toISOString().replace(/:\d{2}\.\d{3}Z$/, "Z"),
    alarm.padEnd(14),
    rings ? "alarm " : "so far",
    `${number(value)} ${unit} (limit ${number(threshold)}): ${names.join(", ")}`,
  ].join("  ");
}

function toJson({ periodStart, ...anomaly }: Anomaly): string {
  return JSON.stringify({ periodStart: new Date(periodStart).toISOString(), ...anomaly });
}

async function watcherOf(flags: StackFlags): Promise<LineWatcher> {
  const [{ LineWatcher }, { stackAlarms }] = await Promise.all([
    import("./lineWatcher"),
    import("./definitions"),
  ]);
  return new LineWatcher(await stackAlarms(flags));
}

/**
 * Reports anomalies until the log ends.
 *
 * @returns the number of anomalies
 */
async function report(command: Command, flags: WatchFlags): Promise<number> {
  const since = parseSpan(flags.since, "--since");
  const lines = await linesOf(flags, since);
  const watcher = await watcherOf(flags);
  const { readLogLine, timeOf } = await import("../../components/monitoring/plan/logFields");
  const ids = watcher.definitions.map(({ id }) => id).join(", ");
  remark(command, `Watching by the alarms of stack ${flags.stack}: ${ids}.`);
  const start = Date.now() - since * 1000;
  let found = 0;
  for await (const text of lines) {
    const line = readLogLine(text);
    if (line === undefined || (timeOf(line) ?? 0) < start) {
      continue;
    }
    for (const anomaly of watcher.see(line)) {
      found += 1;
      print(command, flags.json ? toJson(anomaly) : toText(anomaly));
    }
  }
  return found;
}

/** Adds the command. */
export function addWatch(program: Command): void {
  const command = program
    .command("watch")
    .description("follow an access log, and report values above the thresholds of the stack's alarms");
  addStackOptions(command)
    .option("--log <file>", "a log in JSON; default: that of the local site")
    .option("--log-group <name>", "a log group in CloudWatch Logs")
    .addOption(new Option("--region <region>", "region of the log group").default("us-east-1"))
    .option("--since <span>", "how far back to start, for example 10m or 30d", "1h")
    .option("--once", "stop at the end of the log")
    .option("--json", "print one JSON object per line")
    .addHelpText("after", examples)
    .action(async (flags: WatchFlags, current: Command) => {
      const found = await report(current, flags);
      if (found > 0) {
        throw new Answered(exitCode.failed);
      }
    });
}
