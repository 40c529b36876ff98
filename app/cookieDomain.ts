/** The cookie domain of two hosts. */
import { getPublicSuffix } from "tldts";

/**
 * Validates the cookie domain of two hosts: one of them is the domain and the other its subdomain, so that the cookies reach
 * only these and their subdomains; and it is not a public suffix, below which anybody may have a host.
 *
 * @see https://publicsuffix.org/list/
 * @returns the problem; undefined without one
 */
export function cookieDomainProblem(
  cookieDomain: string | undefined,
  publicHost: string,
  contentHost: string,
): string | undefined {
  const upper = upperHost(publicHost, contentHost);
  if (upper === undefined) {
    return (
      `does not fit ${publicHost} and ${contentHost}: one of the two hosts must be a subdomain of the other; for example serve ` +
      `the content from content.${publicHost} and set cookieDomain to ${publicHost}`
    );
  }
  if (getPublicSuffix(upper, { allowPrivateDomains: true }) === upper) {
    return `does not fit ${publicHost} and ${contentHost}: ${upper} is a public suffix; choose two hosts of a domain of your own`;
  }
  if (cookieDomain === undefined) {
    return `set it to ${upper}, so that its cookies reach both hosts`;
  }
  return cookieDomain === upper
    ? undefined
    : `must be ${upper}, the host of which the other one is a subdomain`;
}

/** Returns the host of two whose subdomain the other is; undefined if neither is. */
function upperHost(one: string, other: string): string | undefined {
  if (other.endsWith(`.${one}`)) {
    return one;
  }
  return one.endsWith(`.${other}`) ? other : undefined;
}
