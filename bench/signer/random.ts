/** Reproducible random choices. */

/** A source of random choices. */
export interface Random {
  /** Returns an integer from 0 to below `limit`. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
  /** Returns true once in `times`. */
  once(times: number): boolean;
}

/** Creates a source from a seed (Mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return {
    below,
    pick: <T>(from: readonly T[]) => from[below(from.length)] as T,
    once: (times) => below(times) === 0,
  };
}
