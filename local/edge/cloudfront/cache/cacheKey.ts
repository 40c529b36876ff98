/** The cache key. */
import { normalisedPaths } from "../../../../signer/verify";
import { type HeaderList, valueOf, valuesOf } from "../../headers";
import type { BehaviorView } from "../../stackView/model";
import { normalisedEncoding } from "../originRequest";
import { cookiesOf, isSignatureCookie, nameOf, ownParameters, splitTarget, takes } from "../selection";
import { type CacheReadings, defaultReadings } from "./cacheReadings";

/** The parts of a request that a key can contain. */
export interface Keyed {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
}

/**
 * Returns the cache key of a request under a behavior.
 *
 * The path is used as sent: two spellings of one path are two objects, so neither can be fetched through the other. AWS
 * does not document this; the alternative is RFC 3986 normalisation. The key includes the origin, so a behavior that
 * moves to another origin starts empty. GET and HEAD share objects.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html
 */
export function cacheKey(
  { method, target, headers }: Keyed,
  behavior: BehaviorView,
  reading: CacheReadings["path"] = defaultReadings.path,
): string {
  const { cache } = behavior;
  const { path, query } = splitTarget(target);
  const parameters = ownParameters(query).filter((pair) => takes(cache.queries, nameOf(pair)));
  const cookies = cookiesOf(valuesOf(headers, "cookie")).filter(
    (cookie) => takes(cache.cookies, nameOf(cookie)) && !isSignatureCookie(cookie),
  );
  const listed = cache.headers.mode === "listed" ? [...cache.headers.names].sort() : [];
  return JSON.stringify([
    method === "OPTIONS" ? "OPTIONS" : "GET",
    behavior.originId,
    cache.id,
    reading === "raw" ? path : normalisedPaths(path).at(-1),
    parameters,
    listed.map((name) => valueOf(headers, name) ?? null),
    cookies.sort(),
    normalisedEncoding(headers, behavior) ?? null,
  ]);
}
