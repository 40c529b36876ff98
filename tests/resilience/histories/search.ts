/** Runs the history of a seed; one that fails shrinks to a shortest one that fails the same way. */
import * as fc from "fast-check";
import type { Defect } from "./defects";
import { type Outcome, runHistory } from "./history";
import { histories, parts, type Step } from "./steps";

/** Milliseconds after which a history is not shrunk any further. */
const longest = 10 * 60_000;

/** How to search. */
export interface SearchOptions {
  readonly shrink: boolean;
  /** Planted in the program. */
  readonly defect?: Defect | undefined;
}

/** The history of a seed. */
export interface Found {
  readonly steps: readonly Step[];
  readonly outcome: Outcome;
  /** The shortest history that fails the same way. */
  readonly shortest?: { readonly steps: readonly Step[]; readonly failures: readonly string[] };
}

/** Returns what a failure is about, without the step, ids, times and numbers. */
export function kindOf(failures: readonly string[]): string {
  const first = failures[0]?.split("\n", 1)[0] ?? "";
  const text = first.includes(": ") ? first.slice(first.lastIndexOf(": ", 120) + 2) : first;
  return text.replace(/[\dA-F]{6,}|\d+/gi, "#").slice(0, 60);
}

/**
 * Runs the history of a seed.
 *
 * @param run - runs a history; on the real engine by default
 */
export async function search(
  seed: number,
  { shrink, defect }: SearchOptions,
  run: typeof runHistory = runHistory,
): Promise<Found> {
  const runs: { steps: readonly Step[]; outcome: Outcome }[] = [];
  const once = fc.asyncProperty(histories, async (steps) => {
    runs.push({ steps, outcome: await run(steps, defect) });
  });
  await fc.check(once, { seed, numRuns: 1, endOnFailure: true });
  const [first] = runs;
  if (first === undefined) {
    throw new Error(`seed ${seed} has no history`);
  }
  const { steps, outcome } = first;
  if (outcome.failures.length === 0) {
    return first;
  }
  let shortest: { steps: readonly Step[]; failures: readonly string[] } = {
    steps,
    failures: outcome.failures,
  };
  const kind = kindOf(outcome.failures);
  const failsAlike = async (fewer: readonly Step[]): Promise<boolean> => {
    const { failures } = await run(fewer, defect);
    const isAlike = kindOf(failures) === kind;
    shortest = isAlike ? { steps: fewer, failures } : shortest;
    return isAlike;
  };
  const until = Date.now() + longest;
  // Whole steps first, which fast-check leaves out at the ends only, then what is in them.
  for (let at = steps.length - 1; shrink && at >= 0 && Date.now() < until; at -= 1) {
    await failsAlike(shortest.steps.filter((_step, index) => index !== at));
  }
  if (shrink) {
    const alike = fc.asyncProperty(parts, async (fewer) => !(await failsAlike(fewer)));
    const examples: [Step[]][] = [[[...shortest.steps]]];
    const plugins = [fc.interruptAfterTimeLimit(Math.max(1, until - Date.now()))];
    await fc.check(alike, { examples, numRuns: 1, plugins });
  }
  return { ...first, shortest };
}

/** Prints a history as a test. */
export function asTest(steps: readonly Step[]): string {
  return `it("…", async () => {\n  const { failures } = await runHistory(${JSON.stringify(steps)});\n  assert.deepEqual(failures, []);\n});`;
}
