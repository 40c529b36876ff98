/** A request at the edge, and what it is answered with. */
import type { Readable } from "node:stream";
import type { Distribution, Verdict, ViewerRequest } from "../../../signer/verify";
import type { Balancers } from "../loadBalancer/balancers";
import type { LiveView } from "../stackView/liveView";
import type { CacheReadings } from "./cache/cacheReadings";
import type { ObjectCache } from "./cache/objectCache";
import type { ViewerSide } from "./originRequest";

/** A request as it came, and what comes with it. */
export interface EdgeRequest extends ViewerSide {
  readonly id: string;
  readonly host: string;
  readonly body: Readable | undefined;
  readonly signal: AbortSignal;
}

/** What the edge works with. */
export interface EdgeContext {
  readonly live: LiveView;
  readonly balancers: Balancers;
  readonly cache: ObjectCache;
  /** Port of the listener for https, where redirects lead. */
  readonly httpsPort: number;
  /** Names that the edge answers to beside the distribution's own. */
  readonly localNames: readonly string[];
  /** Countries that source addresses play. */
  readonly countries: Readonly<Record<string, string>>;
  readonly judge: Judge;
  readonly readings: CacheReadings;
}

/**
 * Who says what CloudFront answers, at a moment in seconds since 1970. What does not come out as `allow` is refused, so
 * the verifier's own `unknown` is; another judge can read an open point otherwise, to see that nothing behind the edge
 * depends on it.
 */
export type Judge = (request: ViewerRequest, access: Distribution, now: number, address: string) => Verdict;
