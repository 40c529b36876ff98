/** One signature for many URLs: a custom policy for a pattern, signed once and attached to each URL. */
import { SignerError } from "../shared/errors";
import type { EpochSeconds } from "../shared/time";
import { covers } from "./covers";
import { checkUrl } from "./input/url";
import { type CookieValues, type SignedGrant, toCookies, toQuery, withQuery } from "./signedGrant";

/** A signed policy: plain data that can be stored as JSON. It is a credential. */
export interface SignedPolicy {
  readonly resource: string;
  readonly expires: EpochSeconds;
  readonly starts?: EpochSeconds;
  readonly ip?: string;
  readonly keyPairId: string;
  /** Is appended to the query of each URL. */
  readonly query: string;
  /** The same grant as cookies. */
  readonly cookies: CookieValues;
}

/** Converts a signed grant to a signed policy. */
export function toSignedPolicy(grant: SignedGrant): SignedPolicy {
  const { resource, expires, starts, ip } = grant.draft;
  return {
    resource,
    expires,
    ...(starts === undefined ? {} : { starts }),
    ...(ip === undefined ? {} : { ip }),
    keyPairId: grant.keyPairId,
    query: toQuery(grant),
    cookies: toCookies(grant),
  };
}

/**
 * Attaches a signed policy to a URL, without signing again.
 *
 * @throws SignerError ERR_URL_NOT_COVERED when the policy does not cover the URL, and what signing a URL throws
 * @example
 * ```ts
 * const policy = await signer.signPolicy({ resource: "https://d111.cloudfront.net/downloads/*", expires });
 * const links = files.map((file) => attach(policy, `https://d111.cloudfront.net/downloads/${file}`));
 * ```
 */
export function attach(policy: SignedPolicy, url: string): string {
  checkUrl(url);
  if (!covers(policy.resource, url)) {
    throw new SignerError("ERR_URL_NOT_COVERED", `the policy for ${policy.resource} does not cover ${url}`, {
      field: "url",
      remedy: "sign a policy that covers it; a wildcard stays inside its part of the URL",
    });
  }
  return withQuery(url, policy.query);
}
