/** The request types of the edge. */
import type { Readable } from "node:stream";
import type { Distribution, Verdict, ViewerRequest } from "../../../signer/verify";
import type { Balancers } from "../loadBalancer/balancers";
import type { LiveView } from "../stackView/liveView";
import type { CacheReadings } from "./cache/cacheReadings";
import type { ObjectCache } from "./cache/objectCache";
import type { ViewerSide } from "./originRequest";

/** A viewer's request. */
export interface EdgeRequest extends ViewerSide {
  readonly id: string;
  readonly host: string;
  readonly body: Readable | undefined;
  readonly signal: AbortSignal;
}

/** What requests are answered with. */
export interface EdgeContext {
  readonly live: LiveView;
  readonly balancers: Balancers;
  readonly cache: ObjectCache;
  /** Port of the https listener, for redirects. */
  readonly httpsPort: number;
  /** Host names accepted beside the distribution's own. */
  readonly localNames: readonly string[];
  /** Countries of source addresses, for the access log. */
  readonly countries: Readonly<Record<string, string>>;
  readonly judge: Judge;
  readonly readings: CacheReadings;
}

/**
 * Decides what CloudFront answers at a time in Unix seconds. Anything but `allow` is refused, `unknown` included; tests
 * use another judge to read AWS's open points differently.
 */
export type Judge = (request: ViewerRequest, access: Distribution, now: number, address: string) => Verdict;
