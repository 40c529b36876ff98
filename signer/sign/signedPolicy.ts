/** One signature for many URLs: a custom policy over a pattern, signed once and put behind each URL. */
import { SignerError } from "../shared/errors";
import type { EpochSeconds } from "../shared/time";
import { covers } from "./grant";
import { checkUrl } from "./input/url";
import { type CookieValues, type Ticket, toCookies, toQuery, withQuery } from "./ticket";

/** Plain data: it can be kept and sent as JSON. Whoever has it has the grant. */
export interface SignedPolicy {
  readonly resource: string;
  readonly expires: EpochSeconds;
  readonly starts?: EpochSeconds;
  readonly ip?: string;
  readonly keyPairId: string;
  /** Goes behind the query of each URL. */
  readonly query: string;
  /** The same grant as cookies. */
  readonly cookies: CookieValues;
}

/** Writes a ticket as a signed policy. */
export function toSignedPolicy(ticket: Ticket): SignedPolicy {
  const { resource, expires, starts, ip } = ticket.draft;
  return {
    resource,
    expires,
    ...(starts === undefined ? {} : { starts }),
    ...(ip === undefined ? {} : { ip }),
    keyPairId: ticket.keyPairId,
    query: toQuery(ticket),
    cookies: toCookies(ticket),
  };
}

/**
 * Puts a signed policy behind a URL. No signature is made.
 *
 * @throws SignerError ERR_URL_NOT_COVERED when the policy does not take the URL, and what signing a URL throws
 * @example
 * ```ts
 * const policy = await signer.signPolicy({ resource: "https://d111.cloudfront.net/downloads/*", expires });
 * const links = files.map((file) => attach(policy, `https://d111.cloudfront.net/downloads/${file}`));
 * ```
 */
export function attach(policy: SignedPolicy, url: string): string {
  checkUrl(url);
  if (!covers(policy.resource, url)) {
    throw new SignerError("ERR_URL_NOT_COVERED", `the policy for ${policy.resource} does not take ${url}`, {
      field: "url",
      remedy: "sign a policy for it; a wildcard stays inside its part of the URL",
    });
  }
  return withQuery(url, policy.query);
}
