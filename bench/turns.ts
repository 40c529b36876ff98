/** Measures code that takes seconds, in turns, so that a slow moment of the machine affects all of it. */
import { performance } from "node:perf_hooks";

/** The code to measure, by name. */
export type Turns<Name extends string> = Readonly<Record<Name, () => unknown>>;

/**
 * Runs each once per round, and begins each round with another one.
 *
 * @param warmUp - whether a first round is not counted
 * @returns seconds by name, one figure per round
 */
export async function inTurns<Name extends string>(
  turns: Turns<Name>,
  rounds: number,
  warmUp = true,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(turns) as Name[];
  const seconds = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = warmUp ? -1 : 0; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(Math.max(round, 0) + turn) % names.length];
      if (name === undefined) {
        continue;
      }
      const start = performance.now();
      await turns[name]();
      if (round >= 0) {
        seconds[name].push((performance.now() - start) / 1000);
      }
    }
  }
  return seconds;
}
