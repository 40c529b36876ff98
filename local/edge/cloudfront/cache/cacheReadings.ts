/** How the cache is read where AWS's pages leave it open, or contradict each other. */
import { errorKeptFor } from "../../../../signer/verify";
import type { CachePolicyView } from "../../stackView/model";
import type { OriginSays } from "./freshness";

/** One reading of each open point. */
export interface CacheReadings {
  /**
   * The path that objects are told apart by: `raw` as the viewer sent it and as the origin gets it, or `normalised` as
   * behaviors are matched by it.
   */
  readonly path: "raw" | "normalised";
  /**
   * Which errors are kept for the error caching minimum TTL: `all`, whatever the origin and the cache policy say, or
   * those that are `listed` as kept without a word of the origin's, and none under a policy that keeps nothing.
   */
  readonly errors: "all" | "listed";
}

/** The readings of an edge that is told nothing: errors as badly as the pages allow, paths as they are sent on. */
export const defaultReadings: CacheReadings = { path: "raw", errors: "all" };

/**
 * Statuses that one or the other of AWS's two pages lets CloudFront keep without the origin's leave.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const keepable: ReadonlySet<number> = new Set([400, 403, 404, 405, 410, 414, 500, 501, 502, 503, 504]);

/**
 * Seconds for which an origin's error is kept; 0 when it is not.
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
