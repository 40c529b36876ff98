/** Asks the issuer whether sessions go on. */
import { createHash } from "node:crypto";
import type { Clock } from "../clock";
import type { RenewedIdentity } from "../login/provider";

/** Requests that come side by side ask once, for an issuer may take each token only once; later it judges anew. */
const rememberSeconds = 10;

/** Renewals that are under way, or were a moment ago. */
export class Renewals {
  readonly #asked = new Map<string, { readonly at: number; readonly answer: Promise<RenewedIdentity> }>();

  constructor(
    private readonly clock: Clock,
    private readonly renew: (refreshToken: string) => Promise<RenewedIdentity>,
  ) {}

  /** Asks by a refresh token, or gives the answer that its token got a moment ago. */
  ask(refreshToken: string): Promise<RenewedIdentity> {
    const now = this.clock();
    for (const [name, { at }] of this.#asked) {
      if (Math.abs(now - at) >= rememberSeconds) {
        this.#asked.delete(name);
      }
    }
    const name = createHash("sha256").update(refreshToken).digest("base64url");
    const known = this.#asked.get(name);
    if (known !== undefined) {
      return known.answer;
    }
    const answer = this.renew(refreshToken);
    this.#asked.set(name, { at: now, answer });
    return answer;
  }
}
