/** Set-Cookie lines for signed cookies: to set them, to clear those of an older set, and to sign out. */
import { SignerError } from "../shared/errors";
import { type CookieName, type CookieValues, cookieNames } from "./signedGrant";

/** Signed cookies, without domain and path. */
export interface SignedCookies {
  /** The URL or pattern that they are for. */
  readonly resource: string;
  readonly kind: "canned" | "custom";
  readonly values: CookieValues;
}

/** The attributes of cookies. */
export interface CookieScope {
  /** The domain, subdomains included. Default: the host of the response. */
  readonly domain?: string;
  /** The path below which they are sent. Default "/". */
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
      "cookies cannot be set for cloudfront.net",
      "give the distribution an alternate domain name",
    );
  }
  return domain;
}

function checkPath(path: string): string {
  if (path.includes("*")) {
    refuse(
      "path",
      `path ${path} has a wildcard, which cookies do not support`,
      `write ${path.slice(0, path.indexOf("*"))}`,
    );
  }
  if (!pathShape.test(path)) {
    refuse("path", `path ${JSON.stringify(path)} is not valid in a Set-Cookie header`);
  }
  return path;
}

/** Formats the attributes of a scope. */
function attributes(scope: CookieScope): string {
  const sameSite = scope.sameSite ?? "Lax";
  if (!["Strict", "Lax", "None"].includes(sameSite)) {
    refuse("sameSite", `sameSite ${sameSite} is not Strict, Lax or None`);
  }
  const domain = scope.domain === undefined ? "" : `; Domain=${checkDomain(scope.domain)}`;
  return `${domain}; Path=${checkPath(scope.path ?? "/")}; Secure; HttpOnly; SameSite=${sameSite}`;
}

/** Refuses a scope with which a browser would not send the cookies to the resource. */
function checkReach({ resource }: SignedCookies, scope: CookieScope): void {
  const [, scheme, host = "", rest = "/"] = /^(https?|\*):\/\/([^/?]+)([^?]*)/.exec(resource) ?? [];
  if (scheme === "http") {
    refuse("resource", "the cookies are Secure and the resource is plain http", "sign them for https");
  }
  const domain = scope.domain?.replace(/^\./, "");
  const name = host.replace(/^\*\./, "").replace(/:\d+$/, "");
  if (domain !== undefined && name !== domain && !name.endsWith(`.${domain}`)) {
    refuse("domain", `domain ${domain} does not include ${host}, the host of the resource`);
  }
  const path = scope.path ?? "/";
  const fixed = rest.split("*", 1)[0] ?? "";
  const folder = path.endsWith("/") ? path : `${path}/`;
  const exact = fixed === rest && fixed === path;
  if (!exact && !fixed.startsWith(folder)) {
    refuse(
      "path",
      `path ${path} does not include all of ${resource}`,
      "use a folder that contains all of it",
    );
  }
}

function clearing(name: CookieName, rest: string): string {
  return `${name}=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT${rest}`;
}

/**
 * Returns the Set-Cookie values that set signed cookies, and that clear the names this set does not use: with an old
 * `CloudFront-Policy` beside a new `CloudFront-Expires`, CloudFront refuses every request.
 *
 * They are session cookies: a browser drops them when it closes, and the policy expires in any case.
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
 * Returns the Set-Cookie values that delete all signed cookies, for each scope that was used. A copied cookie stays
 * valid until its policy expires: keep grants short.
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
