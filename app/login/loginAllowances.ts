/** How often people may begin to sign in, and come back from the issuer. */
import { Allowance } from "../access/allowance";
import type { Clock } from "../clock";

/** Per five minutes and instance: sixty times for one viewer. */
export const loginLimits = { seconds: 300, each: 60, all: 20_000 };

/**
 * Makes the allowances of one instance. An end may cost the issuer a request and is remembered, so that there is a limit
 * for all viewers together. A beginning costs neither: many viewers keep nobody else from it.
 */
export function loginAllowances(clock: Clock): { readonly start: Allowance; readonly callback: Allowance } {
  const { seconds, each, all } = loginLimits;
  return {
    start: new Allowance(clock, seconds, each, all, "forget"),
    callback: new Allowance(clock, seconds, each, all),
  };
}
