import { problem } from "./problem";

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

/** What CloudFront shows instead of an error: the page, and the status that the viewer gets. */
export interface ErrorResponse {
  errorCode: number;
  responseCode: number;
  responsePagePath: string;
  /** Seconds for which the edge remembers the error. */
  errorCachingMinTtl: number;
}

/**
 * The error responses of the distribution. Each keeps its status: a 403 that became a 200 would tell scripts
 * and caches that a refused request had been served. Nothing is remembered, for signing in cures a 403 at once.
 */
export function errorResponses(): ErrorResponse[] {
  const page = (errorCode: number, responsePagePath: string) => ({
    errorCode,
    responseCode: errorCode,
    responsePagePath,
    errorCachingMinTtl: 0,
  });
  return [
    page(403, ERROR_PAGES.forbidden),
    page(502, ERROR_PAGES.unavailable),
    page(503, ERROR_PAGES.unavailable),
    page(504, ERROR_PAGES.unavailable),
  ];
}
