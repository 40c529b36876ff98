/**
 * Mocha's spec reporter with a last line of totals: `N passed, N failed`.
 *
 * A test that did not run counts as failed: a pending one, and every test file without a test that ran.
 */
import { relative, resolve } from "node:path";
import Mocha from "mocha";

const root = resolve(__dirname, "../..");

class Totals extends Mocha.reporters.Spec {
  private readonly seen = new Set<string>();
  private ended = false;

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on(Mocha.Runner.constants.EVENT_TEST_END, (test) => {
      if (test.file !== undefined) {
        this.seen.add(resolve(test.file));
      }
    });
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
    end(this.total(silent.length));
  }

  /** Prints the last line. @returns the number of failures, including those that mocha does not count */
  private total(uncounted: number): number {
    const failed = this.stats.failures + this.stats.pending + uncounted;
    console.log(`${this.stats.passes} passed, ${failed} failed`);
    return failed;
  }
}

module.exports = Totals;
