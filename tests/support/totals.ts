/**
 * Mocha's spec reporter with the slowest files and a last line of totals: `N passed, N failed`.
 *
 * A test that did not run counts as failed: a pending one, and every test file without a test that ran.
 */
import { relative, resolve } from "node:path";
import Mocha from "mocha";

const root = resolve(__dirname, "../..");

/** How many of the slowest files are listed. */
const listed = 20;

class Totals extends Mocha.reporters.Spec {
  private readonly seen = new Set<string>();
  /** Milliseconds of tests and hooks, by file. */
  private readonly durations = new Map<string, number>();
  private ended = false;

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on(Mocha.Runner.constants.EVENT_TEST_END, (test) => {
      if (test.file !== undefined) {
        this.seen.add(resolve(test.file));
        this.count(test);
      }
    });
    runner.on(Mocha.Runner.constants.EVENT_HOOK_END, (hook) => this.count(hook));
    // If a worker dies between two files, mocha never ends the run, and would exit with 0.
    process.exitCode = 1;
    process.once("exit", () => {
      if (!this.ended) {
        console.log("a mocha worker died, and the run ended");
        this.total(1);
      }
    });
  }

  /** Called by mocha at the end; the argument of `end` becomes the exit code. */
  override done(_failures: number, end: (failures: number) => void): void {
    this.ended = true;
    const wanted = process.env.TEST_FILES?.split("\n") ?? [];
    const silent = wanted.filter((file) => !this.seen.has(resolve(root, file)));
    for (const file of silent) {
      console.log(`no test ran in ${relative(root, resolve(root, file))}`);
    }
    this.slowest();
    end(this.total(silent.length));
  }

  private count({ file, duration = 0 }: Mocha.Runnable): void {
    if (file !== undefined) {
      this.durations.set(file, (this.durations.get(file) ?? 0) + duration);
    }
  }

  /** Prints the slowest files of a run of many, with their seconds. */
  private slowest(): void {
    if (this.durations.size > listed) {
      console.log("The slowest files, in seconds:");
      const byDuration = [...this.durations].sort(([, a], [, b]) => b - a).slice(0, listed);
      for (const [file, duration] of byDuration) {
        console.log(`${(duration / 1000).toFixed(1).padStart(7)}  ${relative(root, file)}`);
      }
    }
  }

  /** Prints the last line. @returns the number of failures, including those that mocha does not count */
  private total(uncounted: number): number {
    const failed = this.stats.failures + this.stats.pending + uncounted;
    console.log(`${this.stats.passes} passed, ${failed} failed`);
    return failed;
  }
}

module.exports = Totals;
