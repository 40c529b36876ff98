/**
 * Mocha's spec reporter with a last line that adds up: `N passed, N failed`.
 *
 * A test that did not run counts as failed: a pending one, and every test file in which no test ran at all.
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
    // Where a worker dies between its files mocha comes to no end, and would say that all is well.
    process.exitCode = 1;
    process.once("exit", () => {
      if (!this.ended) {
        console.log("a worker of mocha's died, and the run with it");
        this.total(1);
      }
    });
  }

  /** Called by mocha when all is over; what it hands to `end` becomes the exit code. */
  override done(_failures: number, end: (failures: number) => void): void {
    this.ended = true;
    const wanted = process.env.TEST_FILES?.split("\n") ?? [];
    const silent = wanted.filter((file) => !this.seen.has(resolve(root, file)));
    for (const file of silent) {
      console.log(`no test ran in ${relative(root, resolve(root, file))}`);
    }
    end(this.total(silent.length));
  }

  /** Prints the last line. @returns how many failed, with those that mocha does not count */
  private total(uncounted: number): number {
    const failed = this.stats.failures + this.stats.pending + uncounted;
    console.log(`${this.stats.passes} passed, ${failed} failed`);
    return failed;
  }
}

module.exports = Totals;
