/** Renews sessions at the issuer. */
import { createHash } from "node:crypto";
import { RateLimiter } from "../access/rateLimiter";
import type { Clock } from "../clock";
import type { RenewedIdentity } from "../login/provider";
import type { Renewal } from "./session";

/** Concurrent requests share one answer for this long, as an issuer may accept each token only once. */
const rememberSeconds = 10;

/** Rate limits for one session, whatever its token, per instance. */
const limits = [
  { seconds: 10, each: 1 },
  { seconds: 300, each: 6 },
];

/** The most sessions to count; beyond that, counting starts again. */
const mostCounted = 20_000;

/** The current and the most recent renewals. */
export class Renewals {
  readonly #asked = new Map<string, { readonly at: number; readonly answer: Promise<RenewedIdentity> }>();
  readonly #limiters: readonly RateLimiter[];

  constructor(
    private readonly clock: Clock,
    private readonly renew: (refreshToken: string) => Promise<RenewedIdentity>,
  ) {
    this.#limiters = limits.map(
      ({ seconds, each }) => new RateLimiter(clock, seconds, each, mostCounted, "forget"),
    );
  }

  /**
   * Renews with a refresh token, or returns the recent answer for it.
   *
   * @returns "later" without asking the issuer where the session has exceeded its rate limit
   */
  async ask({ token, family }: Pick<Renewal, "token" | "family">): Promise<RenewedIdentity | "later"> {
    const now = this.clock();
    for (const [name, { at }] of this.#asked) {
      if (Math.abs(now - at) >= rememberSeconds) {
        this.#asked.delete(name);
      }
    }
    const name = createHash("sha256").update(token).digest("base64url");
    const known = this.#asked.get(name);
    if (known !== undefined) {
      return known.answer;
    }
    if (!this.#limiters.every((limiter) => limiter.take(family))) {
      return "later";
    }
    const answer = this.renew(token);
    this.#asked.set(name, { at: now, answer });
    return answer;
  }
}
