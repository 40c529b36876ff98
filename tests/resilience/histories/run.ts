/**
 * `npm run histories`: random histories of a stack, with faults and repairs, on the real engine with the local cloud and
 * edge. What fails shrinks to a shortest history, which is printed as a test.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { reportingErrors } from "../../../local/terminal/report";
import { type Defect, defects } from "./defects";
import { Findings } from "./findings";
import { killProcessesBelow } from "./processes";
import { asTest, search } from "./search";

interface Options {
  readonly seed: number;
  readonly count: number;
  readonly minutes: number;
  readonly shrink: boolean;
  readonly logs?: string;
  readonly defect?: Defect;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new InvalidArgumentError("write it as a whole number.");
  }
  return Number(text);
}

function readOptions(): Options {
  return new Command("npm run histories --")
    .description(
      "Runs random histories of a stack of the local cloud, and looks for what opens it or refuses viewers.",
    )
    .option(
      "--seed <number>",
      "the first history's seed; the next has the next",
      whole,
      Date.now() % 1_000_000,
    )
    .option("--count <number>", "how many histories", whole, 10)
    .option("--minutes <number>", "begins no history after so many minutes", whole, 60)
    .option("--no-shrink", "does not look for a shorter history that fails the same way")
    .option("--logs <folder>", "keeps what the engine printed in each history that failed, by its seed")
    .addOption(
      new Option("--defect <name>", "plants a defect in the program; ends when it is found").choices(defects),
    )
    .addHelpText("after", "\nExample:\n  npm run histories -- --seed 7 --count 1\n")
    .showSuggestionAfterError()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse()
    .opts<Options>();
}

/** Puts all that the run writes into one folder, which goes with it, also when it is stopped. */
function leaveNothingBehind(stopped: () => void): void {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-histories-"));
  process.env["TMPDIR"] = folder;
  process.once("exit", () => {
    // An engine would go on, and write its state again.
    killProcessesBelow();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stopped();
      process.exit(1);
    });
  }
}

reportingErrors(async () => {
  const { seed, count, minutes, shrink, logs, defect } = readOptions();
  const until = Date.now() + minutes * 60_000;
  const findings = new Findings();
  leaveNothingBehind(() => console.log(findings.table()));
  for (let next = seed; next < seed + count && Date.now() < until; next += 1) {
    const began = Date.now();
    const { steps, outcome, shortest } = await search(next, { shrink, defect });
    console.error(findings.add(next, steps.length, outcome, (Date.now() - began) / 1_000));
    if (shortest !== undefined) {
      if (logs !== undefined) {
        mkdirSync(logs, { recursive: true });
        writeFileSync(join(logs, `${next}.log`), outcome.printed);
      }
      console.error([...shortest.failures, asTest(shortest.steps)].join("\n"));
      if (defect !== undefined) {
        break;
      }
    }
  }
  console.log(findings.table());
  return findings.failed.length === 0 ? 0 : 1;
});
