/** Set-Cookie lines for signed cookies: to set, to clear what an older set left, to sign out. */
import { SignerError } from "../shared/errors";
import { type CookieName, type CookieValues, cookieNames } from "./ticket";

/** Signed cookies, before they have a place to live. */
export interface SignedCookies {
  /** The URL or pattern that they are for. */
  readonly resource: string;
  readonly kind: "canned" | "custom";
  readonly values: CookieValues;
}

/** Where cookies live and who may read them. */
export interface CookieScope {
  /** The domain, subdomains included. Default: the one host that answers. */
  readonly domain?: string;
  /** The folder below which they are sent. Default "/". */
  readonly path?: string;
  /** Default "Lax". "None" sends them with requests from other sites too. */
  readonly sameSite?: "Strict" | "Lax" | "None";
}

const domainShape =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;
const pathShape = /^\/[A-Za-z0-9\-._~!$&'()+,=:@%/]*$/;

function refuse(field: string, message: string, remedy?: string): never {
  throw new SignerError("ERR_COOKIE_SCOPE", message, remedy === undefined ? { field } : { field, remedy });
}

/**
 * Checks a cookie domain.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-setting-signed-cookie-custom-policy.html
 */
function checkDomain(given: string): string {
  const domain = given.replace(/^\./, "");
  if (!domainShape.test(domain)) {
    refuse("domain", `domain ${JSON.stringify(given)} is not a domain name in lower case`);
  }
  if (/(?:^|\.)cloudfront\.net$/.test(domain)) {
    refuse(
      "domain",
      "no cookie can be set for cloudfront.net",
      "give the distribution a domain name of its own",
    );
  }
  return domain;
}

function checkPath(path: string): string {
  if (path.includes("*")) {
    refuse(
      "path",
      `path ${path} has a wildcard, which cookies do not know`,
      `write ${path.replace(/\*.*$/, "")}`,
    );
  }
  if (!pathShape.test(path)) {
    refuse("path", `path ${JSON.stringify(path)} is not a path that a Set-Cookie line can hold`);
  }
  return path;
}

/** The attributes that every line of one scope has. */
function attributes(scope: CookieScope): string {
  const sameSite = scope.sameSite ?? "Lax";
  if (!["Strict", "Lax", "None"].includes(sameSite)) {
    refuse("sameSite", `sameSite ${sameSite} is not Strict, Lax or None`);
  }
  const domain = scope.domain === undefined ? "" : `; Domain=${checkDomain(scope.domain)}`;
  return `${domain}; Path=${checkPath(scope.path ?? "/")}; Secure; HttpOnly; SameSite=${sameSite}`;
}

/** Refuses a scope in which a browser would never send the cookies where they are needed. */
function checkReach({ resource }: SignedCookies, scope: CookieScope): void {
  const [, scheme, host = "", rest = "/"] = /^(https?|\*):\/\/([^/?]+)([^?]*)/.exec(resource) ?? [];
  if (scheme === "http") {
    refuse("resource", "the cookies are Secure and the resource is plain http", "sign them for https");
  }
  const domain = scope.domain?.replace(/^\./, "");
  const name = host.replace(/^\*\./, "").replace(/:\d+$/, "");
  if (domain !== undefined && name !== domain && !name.endsWith(`.${domain}`)) {
    refuse("domain", `domain ${domain} does not reach ${host}, the host of the resource`);
  }
  const path = scope.path ?? "/";
  const fixed = rest.replace(/\*.*$/s, "");
  const folder = path.endsWith("/") ? path : `${path}/`;
  const exact = fixed === rest && fixed === path;
  if (!exact && !fixed.startsWith(folder)) {
    refuse(
      "path",
      `path ${path} leaves out requests that ${resource} is for`,
      "take a folder that is above all of them",
    );
  }
}

function clearing(name: CookieName, rest: string): string {
  return `${name}=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT${rest}`;
}

/**
 * The Set-Cookie values that put signed cookies into a browser, one line each, and clear the names that this set does
 * not use: an old `CloudFront-Policy` beside a new `CloudFront-Expires` gets every request refused.
 *
 * They are session cookies: without Max-Age the browser drops them when it closes; the policy's own end counts anyway.
 *
 * @throws SignerError ERR_COOKIE_SCOPE
 * @example
 * ```ts
 * const cookies = await signer.signCookies({ resource: "https://members.example.com/premium/*", expires });
 * for (const line of setCookieLines(cookies, { domain: "members.example.com", path: "/premium/" })) {
 *   response.appendHeader("Set-Cookie", line);
 * }
 * ```
 */
export function setCookieLines(cookies: SignedCookies, scope: CookieScope = {}): readonly string[] {
  const rest = attributes(scope);
  checkReach(cookies, scope);
  return cookieNames.map((name) => {
    const value = cookies.values[name];
    return value === undefined ? clearing(name, rest) : `${name}=${value}${rest}`;
  });
}

/**
 * The Set-Cookie values that take every signed cookie out of a browser again, for each scope that was used. A cookie
 * that was copied before holds until its policy ends: keep grants short.
 *
 * @throws SignerError ERR_COOKIE_SCOPE
 * @example
 * ```ts
 * signOutLines([{ domain: "members.example.com", path: "/premium/" }]);
 * ```
 */
export function signOutLines(scopes: readonly CookieScope[]): readonly string[] {
  return scopes.flatMap((scope) => {
    const rest = attributes(scope);
    return cookieNames.map((name) => clearing(name, rest));
  });
}
