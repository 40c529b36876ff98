/** Measures contenders in turns, so that a slow moment of the machine slows all of them. */
import { performance } from "node:perf_hooks";

/** Something to run as often as time allows. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** Calls a second by name, one figure a round. */
export type Rounds = ReadonlyMap<string, readonly number[]>;

function callsPerSecond(run: () => unknown, milliseconds: number): number {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    // The clock is read once in sixteen calls: reading it is not free beside a call of microseconds.
    for (let count = 0; count < 16; count += 1) {
      run();
    }
    calls += 16;
    elapsed = performance.now() - start;
  }
  return (calls * 1000) / elapsed;
}

/** Runs every contender for a slice of time, round after round, each round beginning with another one. */
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

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
