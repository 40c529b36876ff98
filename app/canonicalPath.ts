/** Checks that the path of a request is canonical: each resource has one spelling, and others are refused. */

/** Why a request target was refused. */
export type PathProblem =
  | "length" // longer than CloudFront allows
  | "form" // not a path: absolute form, asterisk, empty
  | "character" // not valid in a path, an invalid escape, or ";"
  | "escape" // an escape of a separator, "%", a control or an unreserved character
  | "encoding" // escapes that are not UTF-8
  | "segment"; // empty, "." or ".."

/** The result of checking a request target. */
export type PathCheck =
  | { readonly canonical: true; readonly path: string }
  | { readonly canonical: false; readonly problem: PathProblem };

/**
 * The longest URL that CloudFront accepts.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const longestUrl = 8_192;

/**
 * RFC 3986 `pchar` and "/", except ";", which starts a parameter that some servers drop, and "*", which is a wildcard in
 * CloudFront's policies, so that no signature could cover such a path only.
 */
const pathText = /^(?:[A-Za-z0-9\-._~!$&'()+,=:@/]|%[0-9A-F]{2})*$/;

const queryText = /^[\x21\x22\x24-\x7e]*$/;

/** Characters that must not be escaped: controls, `" % # / ; ? \ *`, and all that `pathText` allows unescaped. */
const mayNotBeEscaped = /^[\x00-\x1f\x7f"#%*/;?\\A-Za-z0-9\-._~!$&'()+,=:@]$/;

const refuse = (problem: PathProblem): PathCheck => ({ canonical: false, problem });

/**
 * Checks a raw request target. CloudFront matches behaviors with the normalised path and forwards the raw one, so a
 * signature for one prefix could otherwise open another: `/premium/..%2fsecure/x` matches a signature for `/premium/*`.
 * Two canonical paths never name the same resource, however they are decoded.
 *
 * @param target - `req.url` of node:http
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 * @example
 * ```ts
 * checkCanonicalPath("/premium/..%2Fsecure/"); // { canonical: false, problem: "escape" }
 * ```
 */
export function checkCanonicalPath(target: string): PathCheck {
  if (target.length > longestUrl) {
    return refuse("length");
  }
  if (!target.startsWith("/")) {
    return refuse("form");
  }
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  if (!pathText.test(path) || (mark >= 0 && !queryText.test(target.slice(mark + 1)))) {
    return refuse("character");
  }
  for (const [, hex = ""] of path.matchAll(/%(..)/g)) {
    if (mayNotBeEscaped.test(String.fromCharCode(Number.parseInt(hex, 16)))) {
      return refuse("escape");
    }
  }
  if (!isUtf8(path)) {
    return refuse("encoding");
  }
  const segments = path.slice(1).split("/");
  const wrong = segments.some(
    (segment, index) =>
      segment === "." || segment === ".." || (segment === "" && index < segments.length - 1),
  );
  return wrong ? refuse("segment") : { canonical: true, path };
}

function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
