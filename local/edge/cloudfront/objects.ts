/** Fetches objects from the cache or the origin, and caches them. */

import { valueOf } from "../headers";
import type { HopRequest, HopResponse } from "../hop";
import type { Balancers } from "../loadBalancer/balancers";
import type { BehaviorView, StackView } from "../stackView/model";
import { cacheKey } from "./cache/cacheKey";
import { type CacheReadings, errorSeconds } from "./cache/cacheReadings";
import { isObject, keptFor, originSays } from "./cache/freshness";
import { fromCache } from "./cache/fromCache";
import { collecting, type ObjectCache } from "./cache/objectCache";
import { originHeaders, originTarget } from "./originRequest";
import { askOrigin } from "./origins";
import type { EdgeRequest } from "./request";
import { keptHeaders } from "./responseHeaders";

/** A response, and whether it came from the cache. */
export interface Fetched {
  readonly response: HopResponse;
  readonly hit: boolean;
}

/** The behavior and its stack. */
interface Wanted {
  readonly view: StackView;
  readonly behavior: BehaviorView;
}

/** The caches and origins. */
interface FetchContext {
  readonly cache: ObjectCache;
  readonly balancers: Balancers;
  readonly readings: CacheReadings;
}

/** The largest error that is cached, in bytes; a larger one is fetched again. */
const largestError = 64 * 1024;

/** Fetches an object for a request that has passed the signature check. */
export async function fetchObject(
  request: EdgeRequest,
  { view, behavior }: Wanted,
  { cache, balancers, readings }: FetchContext,
): Promise<Fetched> {
  const rooted = withRootObject(request, view);
  const key = behavior.cachedMethods.has(request.method)
    ? cacheKey(rooted, behavior, readings.path)
    : undefined;
  const now = Date.now();
  const cached = key === undefined ? undefined : cache.get(key);
  if (cached !== undefined) {
    return { response: fromCache(cached, request.headers, now), hit: true };
  }
  const origin = view.distribution.origins.get(behavior.originId);
  const asked: HopRequest = {
    method: request.method,
    target: origin === undefined ? request.target : originTarget(rooted.target, behavior, origin),
    headers: origin === undefined ? [] : originHeaders(rooted, behavior, origin, request.id),
    body: request.body,
    signal: request.signal,
  };
  const answered = await askOrigin(view, origin, asked, balancers);
  const response = { ...answered, headers: keptHeaders(answered.headers, behavior) };
  const keep = key !== undefined && secondsToKeep(request, response, { view, behavior }, readings);
  return { response: keep ? kept(response, key, keep, cache) : response, hit: false };
}

function withRootObject<T extends { readonly target: string }>(request: T, { distribution }: StackView): T {
  const { defaultRootObject } = distribution;
  const isRoot = request.target === "/" || request.target.startsWith("/?");
  return isRoot && defaultRootObject !== ""
    ? { ...request, target: `/${defaultRootObject}${request.target.slice(1)}` }
    : request;
}

/** Returns the seconds to cache a response; 0 unless it is an error or a whole object that a GET fetched. */
function secondsToKeep(
  request: EdgeRequest,
  { status, headers }: HopResponse,
  { behavior, view }: Wanted,
  readings: CacheReadings,
): number {
  if (request.method !== "GET" || valueOf(headers, "vary")?.trim() === "*") {
    return 0;
  }
  const says = originSays(headers, Date.now() / 1000);
  if (status >= 400) {
    const { errorResponses } = view.distribution;
    const minimum = errorResponses.find(({ errorCode }) => errorCode === status)?.errorCachingMinTtl;
    return errorSeconds(status, minimum, says, behavior.cache, readings.errors);
  }
  return isObject(status) ? keptFor(says, behavior.cache) : 0;
}

function kept(response: HopResponse, key: string, seconds: number, cache: ObjectCache): HopResponse {
  const { status, headers, body } = response;
  const limit = status >= 400 ? largestError : cache.largest;
  const put = (whole: Buffer): void =>
    cache.put(key, { status, headers, body: whole, storedAt: Date.now() }, seconds);
  if (!Buffer.isBuffer(body)) {
    return { ...response, body: collecting(body, limit, put) };
  }
  if (body.length <= limit) {
    // A copy: the buffer may be part of a larger one that the connection read.
    put(Buffer.from(body));
  }
  return response;
}
