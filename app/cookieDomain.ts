/** Which domain two hosts may share their cookies by. */
import { getPublicSuffix } from "tldts";

/**
 * Validates the cookie domain of two hosts: one of them is the domain and the other lies below it, so that the cookies
 * reach no host beside these and what is below them; and it is not a public suffix, below which anybody may have a host.
 *
 * @see https://publicsuffix.org/list/
 * @returns what is wrong; undefined when nothing is
 */
export function cookieDomainProblem(
  cookieDomain: string | undefined,
  publicHost: string,
  contentHost: string,
): string | undefined {
  const upper = upperHost(publicHost, contentHost);
  if (upper === undefined) {
    return (
      `does not fit ${publicHost} and ${contentHost}: one of the two hosts must lie below the other; for example serve ` +
      `the content from content.${publicHost} and set cookieDomain to ${publicHost}`
    );
  }
  if (getPublicSuffix(upper, { allowPrivateDomains: true }) === upper) {
    return `does not fit ${publicHost} and ${contentHost}: ${upper} is a public suffix; choose two hosts of a domain of your own`;
  }
  if (cookieDomain === undefined) {
    return `set it to ${upper}, the upper one of the two hosts, so that its cookies reach both`;
  }
  return cookieDomain === upper
    ? undefined
    : `must be ${upper}: one of the two hosts is the cookie domain, and the other lies below it`;
}

/** The one of two hosts that the other lies below; undefined where neither does. */
function upperHost(one: string, other: string): string | undefined {
  if (other.endsWith(`.${one}`)) {
    return one;
  }
  return one.endsWith(`.${other}`) ? other : undefined;
}
