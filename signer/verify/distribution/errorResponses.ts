/** Custom error responses. */
import { open, type Ruling } from "../ruling";
import { matchBehaviors } from "./behaviors";
import type { Distribution } from "./distribution";

/** The page that replaces an error. */
export interface ErrorPage {
  /** Undefined: the error itself is returned, and only its caching is configured. */
  readonly pagePath: string | undefined;
  /** The status that the viewer sees, if the origin has the page. */
  readonly responseCode: number;
  /** The behavior that the page's path matches. */
  readonly behavior: string | undefined;
  /** Set for a page in a restricted behavior, which AWS does not document. */
  readonly doubt: Ruling | undefined;
}

/** Statuses that can have a custom error response. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/creating-custom-error-pages.html */
const withPage: ReadonlySet<number> = new Set([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]);

/** Statuses that are cached even without Cache-Control of the origin. */
const keptAlways: ReadonlySet<number> = new Set([404, 414, 500, 501, 502, 503, 504]);

/**
 * Returns the custom error response for a status, whether of CloudFront itself or of the origin.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export function errorPageFor(status: number, distribution: Distribution): ErrorPage | undefined {
  const found = distribution.customErrorResponses.find(({ errorCode }) => errorCode === status);
  if (!found || !withPage.has(status)) {
    return undefined;
  }
  const pagePath = found.responsePagePath;
  const behavior = pagePath === undefined ? undefined : matchBehaviors(pagePath, distribution)[0]?.behavior;
  const restricted = behavior !== undefined && behavior.trustedKeys.size > 0;
  return {
    pagePath,
    responseCode: found.responseCode ?? status,
    behavior: behavior?.pathPattern,
    doubt: restricted
      ? open(
          "unknown",
          "error-page.restricted",
          `${pagePath ?? ""} is in the restricted behavior ${behavior.pathPattern}`,
        )
      : undefined,
  };
}

/** Returns the status a viewer sees: that of the page, unless the page was found. */
export function statusWithPage(page: ErrorPage, statusOfPage: number): number {
  return statusOfPage >= 200 && statusOfPage < 300 ? page.responseCode : statusOfPage;
}

/**
 * Returns for how many seconds an error of the origin is cached; 0 when it is not.
 *
 * @param minimumTtl - the error caching minimum of the distribution for this status; 10 by default
 * @param maxAge - that of the origin's Cache-Control, if any
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export function errorKeptFor(status: number, minimumTtl: number, maxAge: number | undefined): number {
  if (status === 416 || (maxAge === undefined && !keptAlways.has(status))) {
    return 0;
  }
  return Math.max(minimumTtl, maxAge ?? 0);
}
