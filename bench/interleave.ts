/** Measures contenders in turns, so that a slow moment of the machine affects all of them. */
import { performance } from "node:perf_hooks";

/** Code that is run as often as time allows. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** Calls per second by name, one figure per round. */
export type Rounds = ReadonlyMap<string, readonly number[]>;

function callsPerSecond(run: () => unknown, milliseconds: number): number {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    // The clock is read once in sixteen calls, because reading it takes time compared with a call of microseconds.
    for (let count = 0; count < 16; count += 1) {
      run();
    }
    calls += 16;
    elapsed = performance.now() - start;
  }
  return (calls * 1000) / elapsed;
}

/** Runs every contender for a slice of time in each round, and begins each round with another one. */
export function interleave(contenders: readonly Contender[], rounds: number, slice: number): Rounds {
  const results = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const { run } of contenders) {
    callsPerSecond(run, slice);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      if (contender) {
        results.get(contender.name)?.push(callsPerSecond(contender.run, slice));
      }
    }
  }
  return results;
}

/** Returns the median. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
