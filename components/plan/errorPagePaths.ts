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

/** Puts the path of the sign-in page into a page's link. */
export function withLoginPath(page: string, loginPath: string): string {
  return page.replace('href="/login"', `href="${loginPath}"`);
}

/** Says what is wrong with the path of the sign-in page, which is written into HTML as it stands. */
export function loginPathProblems(path: string): string[] {
  if (/^\/(?!\/)[A-Za-z0-9/_.~-]*$/.test(path)) {
    return [];
  }
  const allowed = "a path of letters, digits and / _ . ~ - on this site";
  return [problem("loginPath", path, allowed, 'write it like "/login"')];
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
