import { problem } from "../../internal/problem";

/** Where the error pages are, in the bucket and on the site. */
export const ERROR_PAGES = {
  folder: "error-pages",
  pattern: "/error-pages/*",
  forbidden: "/error-pages/403.html",
  unavailable: "/error-pages/5xx.html",
} as const;

/** A file of the pages and what it is. */
interface PageObject {
  file: string;
  contentType: string;
}

/** The files that make up the pages. */
export function pageObjects(): PageObject[] {
  return [
    { file: "403.html", contentType: "text/html; charset=utf-8" },
    { file: "5xx.html", contentType: "text/html; charset=utf-8" },
    { file: "page.css", contentType: "text/css; charset=utf-8" },
    { file: "page.js", contentType: "text/javascript; charset=utf-8" },
  ];
}

/** Where the 403 page leads. */
export interface PageLinks {
  loginPath: string;
  /** Undefined where nobody can ask for access. */
  requestAccessPath: string | undefined;
  /** `https://` and the host of both pages; undefined for the host that shows the 403 page. */
  applicationUrl: string | undefined;
}

/** A part of a page that is there only if it can work, between comments that name it. */
const part = (name: string): RegExp =>
  new RegExp(`\\s*<!-- ${name} -->([\\s\\S]*?)\\s*<!-- end of ${name} -->`, "g");

/**
 * Puts the links of a site into a page, and takes out what the site does not offer. The form is for one host only:
 * under the page's referrer policy a browser sends it to another host without saying where it comes from, and the
 * application refuses what says nothing.
 */
export function withLinks(
  page: string,
  { loginPath, requestAccessPath, applicationUrl = "" }: PageLinks,
): string {
  const keep = (text: string, name: string, kept: boolean) => text.replace(part(name), kept ? "$1" : "");
  const requests = keep(page, "request access", requestAccessPath !== undefined);
  return keep(requests, "request form", applicationUrl === "")
    .replaceAll('"/login"', `"${applicationUrl}${loginPath}"`)
    .replaceAll('"/request-access"', `"${applicationUrl}${requestAccessPath ?? ""}"`);
}

/** Says what is wrong with the links, which are written into HTML as they stand. */
export function errorPageProblems({ loginPath, requestAccessPath, applicationUrl }: PageLinks): string[] {
  return [
    ...pagePathProblems("loginPath", loginPath, "/login"),
    ...(requestAccessPath === undefined
      ? []
      : pagePathProblems("requestAccessPath", requestAccessPath, "/request-access")),
    ...(applicationUrl === undefined || /^https:\/\/[a-z0-9.-]+$/.test(applicationUrl)
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

/** What CloudFront shows instead of an error, if anything: the page, and the status that the viewer gets. */
export interface ErrorResponse {
  errorCode: number;
  responseCode?: number;
  responsePagePath?: string;
  /** Seconds for which the edge remembers the error. */
  errorCachingMinTtl: number;
}

/** The page for a status that has one. */
const PAGES: ReadonlyMap<number, string> = new Map([
  [403, ERROR_PAGES.forbidden],
  [502, ERROR_PAGES.unavailable],
  [503, ERROR_PAGES.unavailable],
  [504, ERROR_PAGES.unavailable],
]);

/**
 * Statuses of an origin that CloudFront may keep, whatever the origin says, and whose time can be set. It keeps no 416;
 * 410 not where the origin says no-store; 412 and 415 only where the origin says for how long.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 */
const CACHED_ERRORS = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

/**
 * The error responses of the distribution. None is remembered: ten seconds are the default, under a key without cookies,
 * so that one visitor's error, with its headers, would be another's. Those that have a page keep their status: a 403
 * that became a 200 would tell scripts and caches that a refused request had been served.
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
