/** Names and attributes of the site's cookies. */
import type { CookieOptions } from "hono/utils/cookie";
import type { Config } from "../config";

/** A cookie of the site. */
export interface SiteCookie {
  readonly name: string;
  readonly options: CookieOptions;
}

/** The cookies of the site. */
export interface SiteCookies {
  readonly session: SiteCookie;
  readonly renewal: SiteCookie;
  readonly login: SiteCookie;
}

const ownHost: CookieOptions = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" };

/**
 * Returns the cookies. `__Host-` binds a cookie to one host, so that other hosts under the same domain cannot set it; only a
 * session that two hosts share goes without.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 */
export function siteCookies({ cookieDomain }: Pick<Config, "cookieDomain">): SiteCookies {
  return {
    session:
      cookieDomain === undefined
        ? { name: "__Host-session", options: ownHost }
        : { name: "__Secure-session", options: { ...ownHost, domain: cookieDomain } },
    renewal: { name: "__Host-renewal", options: ownHost },
    login: { name: "__Host-login", options: ownHost },
  };
}
