/** Forms count only when they were sent from this site's own pages. */

/** The headers that browsers write and pages cannot. */
export interface SenderHeaders {
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
}

/**
 * Whether a form comes from one of the site's pages. Cookies are SameSite=Lax, which keeps a neighbour under the same
 * domain out of nothing; this does. A request that says nothing of its sender is refused.
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
