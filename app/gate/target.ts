/** The first decision about a request: one resource has one spelling, and no other is let in. */

/** Why a request target was refused. */
export type TargetProblem =
  | "length" // longer than CloudFront sends
  | "form" // not a path: absolute form, asterisk, empty
  | "character" // one that a URL has no place for, a broken escape, a parameter after ";"
  | "escape" // an escape that stands for a separator, an escape, a control or a plain character
  | "encoding" // escapes that are no UTF-8
  | "segment"; // empty, "." or ".."

/** What was decided about a request target. */
export type TargetVerdict =
  | { readonly canonical: true; readonly path: string }
  | { readonly canonical: false; readonly problem: TargetProblem };

/**
 * The longest URL that CloudFront takes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const longestUrl = 8_192;

/**
 * RFC 3986 `pchar` and "/", less two: ";" begins a parameter that some servers drop, and "*" is a wildcard in
 * CloudFront's policies, so that no signature could be for such a path alone.
 */
const pathText = /^(?:[A-Za-z0-9\-._~!$&'()+,=:@/]|%[0-9A-F]{2})*$/;

const queryText = /^[\x21\x22\x24-\x7e]*$/;

/** Escapes of what must never be escaped: controls, `" % # / ; ? \ *`, and all that `pathText` allows as it is. */
const mayNotBeEscaped = /^[\x00-\x1f\x7f"#%*/;?\\A-Za-z0-9\-._~!$&'()+,=:@]$/;

const refuse = (problem: TargetProblem): TargetVerdict => ({ canonical: false, problem });

/**
 * Judges a request target as it came over the wire. CloudFront matches its behaviors on the normalised path and sends
 * the raw one, so a credential for one prefix could otherwise fetch another: `/premium/..%2fsecure/x` is signed as
 * `/premium/*`. Two canonical paths never mean the same resource, whatever decodes them.
 *
 * @param target - `req.url` of node:http
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 * @example
 * ```ts
 * judgeTarget("/premium/..%2Fsecure/"); // { canonical: false, problem: "escape" }
 * ```
 */
export function judgeTarget(target: string): TargetVerdict {
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
