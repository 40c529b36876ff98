/** Asks the issuer whether sessions go on. */
import { createHash } from "node:crypto";
import { Allowance } from "../access/allowance";
import type { Clock } from "../clock";
import type { RenewedIdentity } from "../login/provider";
import type { Renewal } from "./session";

/** Requests that come side by side ask once, for an issuer may take each token only once; later it judges anew. */
const rememberSeconds = 10;

/** How often one session may ask, by whatever token, on each instance. */
const limits = [
  { seconds: 10, each: 1 },
  { seconds: 300, each: 6 },
];

/** Sessions that are counted at a time; beyond, counting begins anew. */
const mostCounted = 20_000;

/** Renewals that are under way, or were a moment ago. */
export class Renewals {
  readonly #asked = new Map<string, { readonly at: number; readonly answer: Promise<RenewedIdentity> }>();
  readonly #allowances: readonly Allowance[];

  constructor(
    private readonly clock: Clock,
    private readonly renew: (refreshToken: string) => Promise<RenewedIdentity>,
  ) {
    this.#allowances = limits.map(
      ({ seconds, each }) => new Allowance(clock, seconds, each, mostCounted, "forget"),
    );
  }

  /**
   * Asks by a refresh token, or gives the answer that its token got a moment ago.
   *
   * @returns "later" where the session has asked too often: the issuer is not asked
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
    if (!this.#allowances.every((allowance) => allowance.take(family))) {
      return "later";
    }
    const answer = this.renew(token);
    this.#asked.set(name, { at: now, answer });
    return answer;
  }
}
