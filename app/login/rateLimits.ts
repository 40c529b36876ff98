/** Rate limits for starting to sign in, and for returning from the issuer. */
import { RateLimiter } from "../access/rateLimiter";
import type { Clock } from "../clock";

/** Sixty times for one viewer in five minutes, per instance. */
export const loginLimits = { seconds: 300, each: 60, all: 20_000 };

/**
 * Creates the rate limiters of one instance. A return may cost the issuer a request, and memory, so it has a limit for all
 * viewers together. A start costs neither: many viewers do not keep others from signing in.
 */
export function loginRateLimits(clock: Clock): {
  readonly start: RateLimiter;
  readonly callback: RateLimiter;
} {
  const { seconds, each, all } = loginLimits;
  return {
    start: new RateLimiter(clock, seconds, each, all, "forget"),
    callback: new RateLimiter(clock, seconds, each, all),
  };
}
