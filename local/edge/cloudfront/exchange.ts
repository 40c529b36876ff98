/** One request at the edge, from the viewer's bytes to the answer. */
import type { Readable } from "node:stream";
import { type Distribution, explain, type Verdict, type ViewerRequest } from "../../../signer/verify";
import { valuesOf } from "../headers";
import type { HopNote, HopResponse } from "../hop";
import type { Balancers } from "../loadBalancer/balancers";
import type { LiveView } from "../stackView/liveView";
import type { BehaviorView, StackView } from "../stackView/model";
import type { CacheReadings } from "./cache/cacheReadings";
import type { ObjectCache } from "./cache/objectCache";
import { withErrorPage } from "./errorPages";
import { type Draft, type EdgeAnswer, finish } from "./finish";
import { type Fetched, fetchObject } from "./objects";
import type { ViewerSide } from "./originRequest";
import { errorPage, verdictResponse } from "./ownResponses";
import { wireProblem } from "./wire";

/** A request as it came, and what comes with it. */
export interface EdgeRequest extends ViewerSide {
  readonly id: string;
  readonly host: string;
  readonly body: Readable | undefined;
  readonly signal: AbortSignal;
}

/** What the edge works with. */
export interface EdgeParts {
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

/** The verifier, which looks for no reason of a mismatch: nobody waits for it here. */
export const verifier: Judge = (request, access, now, address) =>
  explain(request, access, now, address, { diagnose: false });

const refused = (response: HopResponse): Draft => ({ response, result: "Error", policyOf: undefined });

/** Answers a request. */
export async function answer(request: EdgeRequest, parts: EdgeParts): Promise<EdgeAnswer> {
  const { view, problem } = parts.live.current();
  const note = (detail: string): HopNote => ({ hop: "edge", detail });
  const wire = wireProblem(request);
  // What cannot be read for sure gets no custom page either.
  if (wire !== undefined) {
    return finish(request, parts, refused(errorPage(wire.status, request.id, note(wire.detail))));
  }
  if (view === undefined) {
    return finish(request, parts, refused(errorPage(503, request.id, note(problem))));
  }
  const cookie = valuesOf(request.headers, "cookie");
  const now = Math.floor(Date.now() / 1000);
  const verdict = parts.judge({ ...request, cookie }, view.distribution.access, now, request.address);
  const behavior = verdict.behavior && view.distribution.behaviors[verdict.behavior.index];
  // Without a behavior the request belongs to no distribution, so to no custom page.
  if (behavior === undefined || !view.distribution.enabled) {
    const detail = behavior === undefined ? verdict.detail : "the distribution is disabled";
    return finish(request, parts, refused(errorPage(403, request.id, note(detail))), verdict);
  }
  const draft = await draftOf(request, { view, behavior, verdict }, parts);
  const shown = await withErrorPage(request, view, draft, parts);
  return finish(request, parts, shown.draft, verdict, {
    behavior,
    ended: draft.response.note,
    page: shown.page,
  });
}

interface Judged {
  readonly view: StackView;
  readonly behavior: BehaviorView;
  readonly verdict: Verdict;
}

async function draftOf(request: EdgeRequest, judged: Judged, parts: EdgeParts): Promise<Draft> {
  const { view, behavior, verdict } = judged;
  if (verdict.code === "RedirectToHttps" && verdict.response !== undefined) {
    const local = withHttpsPort(verdict.response.headers["location"] ?? "", request, parts);
    const headers = { ...verdict.response.headers, location: local };
    const response = verdictResponse({ ...verdict.response, headers }, request.id, verdict.detail);
    return { response, result: "Redirect", policyOf: undefined };
  }
  if (verdict.outcome !== "allow") {
    const unknown = verdict.outcome === "unknown" ? "AWS leaves this open, so it is refused: " : "";
    const detail = `${unknown}${verdict.detail}`;
    return refused(
      verdict.response === undefined
        ? errorPage(403, request.id, { hop: "edge", detail })
        : verdictResponse(verdict.response, request.id, detail),
    );
  }
  if (!behavior.allowedMethods.has(request.method)) {
    const detail = `${behavior.pathPattern} does not take ${request.method}`;
    return refused(errorPage(403, request.id, { hop: "edge", detail }));
  }
  return drafted(await fetchObject(request, { view, behavior }, parts), behavior);
}

function drafted({ response, hit }: Fetched, behavior: BehaviorView): Draft {
  const result = response.status >= 400 ? "Error" : hit ? "Hit" : "Miss";
  return { response, result, policyOf: behavior };
}

/** On this machine https is not on port 443: a redirect from one local port has to lead to the other. */
function withHttpsPort(location: string, { host }: EdgeRequest, { httpsPort }: EdgeParts): string {
  return /:\d+$/.test(host) ? location.replace(/^(https:\/\/[^/]+)/, `$1:${httpsPort}`) : location;
}
