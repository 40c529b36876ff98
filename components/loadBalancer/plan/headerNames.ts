import { problem } from "../../internal/problem";

/**
 * The longest header name in a condition of a listener rule.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
const MAX_LENGTH = 40;

/**
 * Headers that a distribution cannot add, in lower case; a trailing `-` means all that begin so.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
const BANNED = [
  "cache-control",
  "connection",
  "content-length",
  "cookie",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "max-forwards",
  "pragma",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "range",
  "request-range",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-accel-",
  "x-amz-",
  "x-amzn-",
  "x-cache",
  "x-edge-",
  "x-forwarded-proto",
  "x-real-ip",
];

/** Name of the secret header where none is chosen. */
export const DEFAULT_HEADER_NAME = "X-From-CloudFront";

/** Validates the name of the secret header. */
export function headerNameProblems(name: string): string[] {
  if (!/^[A-Za-z0-9-]+$/.test(name) || name.length > MAX_LENGTH) {
    return [
      problem(
        "headerName",
        name,
        `1 to ${MAX_LENGTH} letters, digits and -`,
        `write it like "${DEFAULT_HEADER_NAME}"`,
      ),
    ];
  }
  const lower = name.toLowerCase();
  const banned = BANNED.find((entry) => (entry.endsWith("-") ? lower.startsWith(entry) : lower === entry));
  if (banned === undefined) {
    return [];
  }
  const allowed = "a header that CloudFront may add to origin requests";
  return [
    problem(
      "headerName",
      name,
      allowed,
      `choose one that is not ${banned}${banned.endsWith("-") ? "…" : ""}`,
    ),
  ];
}

/**
 * Request headers that the application always gets. CloudFront sets the last one, the viewer's address, which a viewer
 * cannot forge, unlike X-Forwarded-For.
 */
const FORWARDED_HEADERS = [
  "Accept",
  "Accept-Language",
  "Origin",
  "Referer",
  "Sec-Fetch-Site",
  "User-Agent",
  "CloudFront-Viewer-Address",
];

/**
 * The most headers that an origin request policy may name.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const MAX_FORWARDED = 10;

/**
 * Headers that an origin request policy must not name here: with `Host`, CloudFront would expect the site's own name on
 * the load balancer's certificate; `Authorization` is only forwarded as part of the cache key.
 */
const NEVER_FORWARDED = ["host", "authorization", "cookie"];

/** Lists the headers to forward: the usual ones and the caller's, each once whatever its case. */
export function forwardedHeaders(own: string[]): string[] {
  const usual = new Set(FORWARDED_HEADERS.map((name) => name.toLowerCase()));
  return [...FORWARDED_HEADERS, ...own.filter((name) => !usual.has(name.toLowerCase()))];
}

/** Validates the headers that the caller forwards beside the usual ones. */
export function forwardedHeaderProblems(own: string[]): string[] {
  const allowed = "headers other than Host, Authorization and Cookie";
  const limit = `at most ${MAX_FORWARDED - FORWARDED_HEADERS.length} beside ${FORWARDED_HEADERS.join(", ")}`;
  return [
    ...own
      .filter((name) => !/^[A-Za-z0-9-]+$/.test(name))
      .map((name) => problem("forwardedHeaders", name, "letters, digits and -", 'write it like "Accept"')),
    ...own
      .filter((name) => NEVER_FORWARDED.includes(name.toLowerCase()))
      .map((name) => problem("forwardedHeaders", name, allowed, "leave it out; cookies always come")),
    ...(forwardedHeaders(own).length > MAX_FORWARDED
      ? [problem("forwardedHeaders", own, limit, "name fewer headers")]
      : []),
  ];
}
