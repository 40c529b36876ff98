import type { Input, Unwrap } from "@pulumi/pulumi";
import { knownText } from "../../internal/late/knownText";
import { problem } from "../../internal/problem";

/** Paths of the error pages, in the bucket and on the site. */
export const ERROR_PAGES = {
  folder: "error-pages",
  pattern: "/error-pages/*",
  forbidden: "/error-pages/403.html",
  unavailable: "/error-pages/5xx.html",
} as const;

/** A file of the error pages. */
interface PageObject {
  file: string;
  contentType: string;
}

/** Lists the files of the error pages. */
export function pageObjects(): PageObject[] {
  return [
    { file: "403.html", contentType: "text/html; charset=utf-8" },
    { file: "5xx.html", contentType: "text/html; charset=utf-8" },
    { file: "page.css", contentType: "text/css; charset=utf-8" },
    { file: "page.js", contentType: "text/javascript; charset=utf-8" },
  ];
}

/** Links of the 403 page. */
export interface PageLinks {
  loginPath: string;
  /** Undefined where visitors cannot ask for access. */
  requestAccessPath: string | undefined;
  /** `https://` and the host of both pages; undefined or empty for the host that shows the 403 page. */
  applicationUrl: Input<string> | undefined;
}

/** Fills in the links that were left out. */
export function pageLinks({
  loginPath = "/login",
  requestAccessPath,
  applicationUrl,
}: Partial<PageLinks>): PageLinks {
  return { loginPath, requestAccessPath, applicationUrl };
}

/** Matches an optional part of a page, between comments that name it. */
const part = (name: string): RegExp =>
  new RegExp(`\\s*<!-- ${name} -->([\\s\\S]*?)\\s*<!-- end of ${name} -->`, "g");

/**
 * Inserts the links of a site into a page, and removes the parts that the site does not offer. The form works on one host
 * only: under the page's referrer policy, browsers send it to another host without its origin, and the application refuses
 * such requests.
 */
export function withLinks(
  page: string,
  { loginPath, requestAccessPath, applicationUrl = "" }: Unwrap<PageLinks>,
): string {
  const keep = (text: string, name: string, kept: boolean) => text.replace(part(name), kept ? "$1" : "");
  const requests = keep(page, "request access", requestAccessPath !== undefined);
  return keep(requests, "request form", applicationUrl === "")
    .replaceAll('"/login"', `"${applicationUrl}${loginPath}"`)
    .replaceAll('"/request-access"', `"${applicationUrl}${requestAccessPath ?? ""}"`);
}

/** Validates the links, which are inserted into HTML unescaped. */
export function errorPageProblems({ loginPath, requestAccessPath, ...links }: PageLinks): string[] {
  const applicationUrl = knownText(links.applicationUrl);
  return [
    ...pagePathProblems("loginPath", loginPath, "/login"),
    ...(requestAccessPath === undefined
      ? []
      : pagePathProblems("requestAccessPath", requestAccessPath, "/request-access")),
    ...(applicationUrl === undefined ||
    applicationUrl === "" ||
    /^https:\/\/[a-z0-9.-]+$/.test(applicationUrl)
      ? []
      : [
          problem(
            "applicationUrl",
            applicationUrl,
            "https:// and a host",
            'write it like "https://members.example.com"',
          ),
        ]),
  ];
}

function pagePathProblems(what: string, path: string, example: string): string[] {
  if (/^\/(?!\/)[A-Za-z0-9/_.~-]*$/.test(path)) {
    return [];
  }
  const allowed = "a path of letters, digits and / _ . ~ - on this site";
  return [problem(what, path, allowed, `write it like "${example}"`)];
}

/** A custom error response of the distribution. */
export interface ErrorResponse {
  errorCode: number;
  responseCode?: number;
  responsePagePath?: string;
  /** Seconds for which CloudFront caches the error. */
  errorCachingMinTtl: number;
}

/** Error pages by status. */
const PAGES: ReadonlyMap<number, string> = new Map([
  [403, ERROR_PAGES.forbidden],
  [502, ERROR_PAGES.unavailable],
  [503, ERROR_PAGES.unavailable],
  [504, ERROR_PAGES.unavailable],
]);

/**
 * Statuses that CloudFront caches whatever the origin says, and whose caching time can be set. It never caches 416; 410 not
 * with no-store; 412 and 415 only if the origin says for how long.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 */
const CACHED_ERRORS = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

/**
 * Returns the custom error responses of the distribution. None is cached: by default CloudFront caches errors for ten
 * seconds without cookies in the key, so a visitor could get another's error with its headers. An error page keeps the
 * status: with 200, scripts and caches would take a refused request for a served one.
 *
 * @param pages whether the distribution has the error pages
 */
export function errorResponses(pages: boolean): ErrorResponse[] {
  return CACHED_ERRORS.map((errorCode) => {
    const responsePagePath = pages ? PAGES.get(errorCode) : undefined;
    return responsePagePath === undefined
      ? { errorCode, errorCachingMinTtl: 0 }
      : { errorCode, responseCode: errorCode, responsePagePath, errorCachingMinTtl: 0 };
  });
}
