/** Custom error responses: what a viewer sees in place of an error. */

import { open, type Ruling } from "../verdict";
import { matchBehaviors } from "./behaviors";
import type { Distribution } from "./distribution";

/** The page that takes the place of an error. */
export interface ErrorPage {
  /** Undefined: the error itself is passed on, only its caching is set. */
  readonly pagePath: string | undefined;
  /** The status the viewer sees when the page is there. */
  readonly responseCode: number;
  /** The behavior that the page's path meets. */
  readonly behavior: string | undefined;
  /** The page stands in a restricted behavior, of which AWS says nothing. */
  readonly doubt: Ruling | undefined;
}

/** Statuses that can have a page. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/creating-custom-error-pages.html */
const withPage: ReadonlySet<number> = new Set([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]);

/** Statuses that are kept even when the origin does not say for how long. */
const keptAlways: ReadonlySet<number> = new Set([404, 414, 500, 501, 502, 503, 504]);

/**
 * The custom error response for a status, whoever made it: CloudFront itself or the origin.
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

/** The status a viewer sees: the page's own when its origin does not have it. */
export function statusWithPage(page: ErrorPage, statusOfPage: number): number {
  return statusOfPage >= 200 && statusOfPage < 300 ? page.responseCode : statusOfPage;
}

/**
 * Seconds for which an origin's error is kept; 0 when it is not.
 *
 * @param minimumTtl - the error caching minimum of the distribution for this status; 10 by default
 * @param maxAge - what the origin's Cache-Control says, if it says anything
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export function errorKeptFor(status: number, minimumTtl: number, maxAge: number | undefined): number {
  if (status === 416 || (maxAge === undefined && !keptAlways.has(status))) {
    return 0;
  }
  return Math.max(minimumTtl, maxAge ?? 0);
}
