/** Whole seconds since 1970; a parameter wherever time decides, so that tests need not wait. */
export type Clock = () => number;

/** The machine's clock. */
export const systemClock: Clock = () => Math.floor(Date.now() / 1000);
