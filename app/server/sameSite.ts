/** Accepts forms only from this site's own pages. */

/** Headers that browsers set and pages cannot. */
export interface SenderHeaders {
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
}

/**
 * Tells whether a form was sent from one of the site's pages. SameSite=Lax cookies do not protect from other hosts under the
 * same domain; this does. A request without both headers is refused.
 *
 * @param origins - the site's own
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function fromOwnPage({ origin, secFetchSite }: SenderHeaders, origins: readonly string[]): boolean {
  if (origin !== undefined) {
    return origins.includes(origin);
  }
  return secFetchSite === "same-origin";
}
