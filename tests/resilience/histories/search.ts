/** Runs the history of a seed; one that fails shrinks to a shortest one that fails the same way. */
import * as fc from "fast-check";
import type { Defect } from "./defects";
import { type Outcome, runHistory } from "./history";
import { histories, type Step } from "./steps";

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
  const [first = ""] = failures;
  const text = first.includes(": ") ? first.slice(first.lastIndexOf(": ", 120) + 2) : first;
  return text.replace(/[\dA-F]{6,}|\d+/gi, "#").slice(0, 60);
}

/** Runs the history of a seed. */
export async function search(seed: number, { shrink, defect }: SearchOptions): Promise<Found> {
  const runs: { steps: readonly Step[]; outcome: Outcome }[] = [];
  let shortest: Found["shortest"];
  const property = fc.asyncProperty(histories, async (steps) => {
    const outcome = await runHistory(steps, defect);
    runs.push({ steps, outcome });
    const [first] = runs;
    const kind = kindOf(outcome.failures);
    if (outcome.failures.length > 0 && kind === kindOf(first?.outcome.failures ?? [])) {
      shortest = { steps, failures: outcome.failures };
      throw new Error(kind);
    }
  });
  await fc.check(property, { seed, numRuns: 1, endOnFailure: !shrink, interruptAfterTimeLimit: longest });
  const [first] = runs;
  if (first === undefined) {
    throw new Error(`seed ${seed} has no history`);
  }
  return { ...first, ...(shortest && { shortest }) };
}

/** Prints a history as a test. */
export function asTest(steps: readonly Step[]): string {
  return `it("…", async () => {\n  const { failures } = await runHistory(${JSON.stringify(steps)});\n  assert.deepEqual(failures, []);\n});`;
}
