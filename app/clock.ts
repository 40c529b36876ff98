/** Returns whole seconds since 1970; a parameter where time matters, so that tests need not wait. */
export type Clock = () => number;

/** The system clock. */
export const systemClock: Clock = () => Math.floor(Date.now() / 1000);
