/**
 * `npm run resilience`: measures what rotations, replacements and failures do to viewers, on the real engine with the local
 * cloud and edge. `--quick` is a shorter run, `--every-step` injects a fault at every operation, `--soak 10m` is a load
 * without changes.
 */
import { Command, InvalidArgumentError } from "commander";
import { reportingErrors } from "../../local/terminal/report";
import { quickPace, TestEnvironment } from "./environment";
import { fullRun } from "./full";
import { quickRun } from "./quick";
import { soak } from "./soak";
import { type Row, table } from "./tally";

interface Options {
  readonly quick: boolean;
  readonly everyStep: boolean;
  /** Seconds. */
  readonly soak?: number;
}

function seconds(text: string): number {
  const [, count, unit] = /^(\d+)([sm])$/.exec(text) ?? [];
  if (count === undefined) {
    throw new InvalidArgumentError("write it as 90s or 10m.");
  }
  return Number(count) * (unit === "m" ? 60 : 1);
}

function readOptions(): Options {
  return new Command("npm run resilience --")
    .description(
      "Rotates, replaces and breaks a stack of the local cloud under load, and counts the refused requests.",
    )
    .option("--quick", "a shorter run", false)
    .option("--every-step", "kill and fail at every operation, not at six of them", false)
    .option(
      "--soak <duration>",
      "no changes: a steady load, with memory and file descriptors measured",
      seconds,
    )
    .showSuggestionAfterError()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse()
    .opts<Options>();
}

async function quick(report: (row: Row) => void): Promise<Row[]> {
  const environment = new TestEnvironment({ pace: quickPace });
  try {
    await environment.open();
    return await quickRun(environment, report);
  } finally {
    await environment.close();
  }
}

reportingErrors(async () => {
  const options = readOptions();
  const report = ({ what, failures }: Row): void => {
    console.error(
      [`${failures.length === 0 ? "ok    " : "FAILED"}  ${what}`, ...failures].join("\n        "),
    );
  };
  const rows =
    options.soak !== undefined
      ? await soak(options.soak, report)
      : options.quick
        ? await quick(report)
        : await fullRun(options, report);
  console.log(table(rows));
  return rows.some(({ failures }) => failures.length > 0) ? 1 : 0;
});
