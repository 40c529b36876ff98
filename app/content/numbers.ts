/** Pseudo-random numbers from a seed: all instances serve the same bytes. */

/** Returns the next number from 0 up to 1. */
export type Numbers = () => number;

/** Creates a Mulberry32 generator, which has 32 bits of state. */
export function numbersFrom(seed: number): Numbers {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
