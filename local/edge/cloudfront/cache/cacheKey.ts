/** What tells objects in the cache apart. */
import { normalisedPaths } from "../../../../signer/verify";
import { type HeaderList, valueOf, valuesOf } from "../../headers";
import type { BehaviorView } from "../../stackView/model";
import { normalisedEncoding } from "../originRequest";
import { cookiesOf, isSignatureCookie, nameOf, ownParameters, splitTarget, takes } from "../selection";
import { type CacheReadings, defaultReadings } from "./cacheReadings";

/** What of a request can be in a key. */
export interface Keyed {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
}

/**
 * The key of a request under a behavior.
 *
 * The path goes in raw: two spellings of one path are two objects, so none can be had through the other. AWS does not
 * say so, and the other reading is that it goes in as far normalised as RFC 3986 allows. The origin goes in, so that a
 * behavior which moves to another origin starts empty. GET and HEAD share objects.
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
