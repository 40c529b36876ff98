/** Interpretations of the cache where AWS's pages are silent or contradict each other. */
import { errorKeptFor } from "../../../../signer/verify";
import type { CachePolicyView } from "../../stackView/model";
import type { OriginSays } from "./freshness";

/** One interpretation of each open point. */
export interface CacheReadings {
  /** The path in the cache key: `raw`, as the viewer sent it, or `normalised`, as behaviors match it. */
  readonly path: "raw" | "normalised";
  /**
   * Which errors are cached for the error caching minimum TTL: `all`, or only the statuses that are `listed` as cached
   * without the origin's consent, and none under a policy that caches nothing.
   */
  readonly errors: "all" | "listed";
}

/** The defaults: as many cached errors as the pages allow, and raw paths. */
export const defaultReadings: CacheReadings = { path: "raw", errors: "all" };

/**
 * Statuses that either of AWS's two pages lets CloudFront cache without the origin's consent.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const keepable: ReadonlySet<number> = new Set([400, 403, 404, 405, 410, 414, 500, 501, 502, 503, 504]);

/**
 * Returns the seconds for which an origin's error is cached; 0 for none.
 *
 * @param minimumTtl - the distribution's error caching minimum TTL for the status; AWS's default is 10
 */
export function errorSeconds(
  status: number,
  minimumTtl: number | undefined = 10,
  { maxAge }: Pick<OriginSays, "maxAge">,
  { maxTtl }: Pick<CachePolicyView, "maxTtl">,
  reading: CacheReadings["errors"],
): number {
  const listed = Math.min(errorKeptFor(status, minimumTtl, maxAge), maxTtl);
  return reading === "all" && keepable.has(status) ? Math.max(listed, minimumTtl) : listed;
}
