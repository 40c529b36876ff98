/** One request at the edge, from the viewer's bytes to the answer. */
import type { Readable } from "node:stream";
import { errorPageFor, explain, statusWithPage, type Verdict } from "../../../signer/verify";
import type { Balancers } from "../balancer/balancers";
import { valueOf, valuesOf } from "../headers";
import type { HopNote, HopResponse } from "../hop";
import type { Decided, ResultType, VerdictRecord } from "../log/record";
import type { LiveView } from "../view/liveView";
import type { BehaviorView, StackView } from "../view/model";
import type { ObjectCache } from "./objectCache";
import { type Fetched, fetchObject } from "./objects";
import type { ViewerSide } from "./originRequest";
import { errorPage, verdictResponse } from "./ownResponses";
import { withPolicy } from "./responseHeaders";
import { cookiesOf, nameOf, splitTarget } from "./selection";
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
}

/** The answer, and what was decided on the way. */
export interface EdgeAnswer {
  readonly response: HopResponse;
  readonly decided: Decided;
}

/** An answer on its way out, with the behavior whose response headers policy it gets. */
interface Draft {
  readonly response: HopResponse;
  readonly result: ResultType;
  readonly policyOf: BehaviorView | undefined;
}

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
  const verdict = judge(request, view);
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

function judge(request: EdgeRequest, view: StackView): Verdict {
  const cookie = valuesOf(request.headers, "cookie");
  const now = Math.floor(Date.now() / 1000);
  return explain({ ...request, cookie }, view.distribution.access, now, request.address, { diagnose: false });
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

/** Puts the custom error page in place of an error, if the distribution has one for it. */
async function withErrorPage(
  request: EdgeRequest,
  view: StackView,
  draft: Draft,
  parts: EdgeParts,
): Promise<{ draft: Draft; page: string | undefined }> {
  const { distribution } = view;
  const page = errorPageFor(draft.response.status, distribution.access);
  const behavior = distribution.behaviors.find(({ pathPattern }) => pathPattern === page?.behavior);
  // Of a page behind a signature AWS says nothing: the error itself is shown then.
  if (page?.pagePath === undefined || behavior === undefined || page.doubt !== undefined) {
    return { draft, page: undefined };
  }
  const asked: EdgeRequest = {
    ...request,
    method: "GET",
    target: page.pagePath,
    headers: [],
    body: undefined,
  };
  const { response } = await fetchObject(asked, { view, behavior }, parts);
  discard(draft.response);
  const status = statusWithPage(page, response.status);
  return {
    draft: { response: { ...response, status }, result: "Error", policyOf: behavior },
    page: page.pagePath,
  };
}

/** Lets an answer that nobody will read run out, so that its connection can be used again. */
function discard({ body }: HopResponse): void {
  if (!Buffer.isBuffer(body)) {
    body.on("error", () => undefined).resume();
  }
}

interface Known {
  readonly behavior: BehaviorView;
  readonly ended: HopNote;
  readonly page: string | undefined;
}

function finish(
  request: EdgeRequest,
  parts: EdgeParts,
  { response, result, policyOf }: Draft,
  verdict?: Verdict,
  known?: Known,
): EdgeAnswer {
  const headers = withPolicy(response.headers, policyOf?.responseHeaders, request.headers);
  const isLocal = parts.localNames.includes(request.host.toLowerCase().replace(/:\d*$/, ""));
  const via = [...valuesOf(headers, "via"), "1.1 local.cloudfront.net (CloudFront)"].join(", ");
  const replaced = new Set(["via", "x-cache", "x-amz-cf-id", "x-amz-cf-pop", ...(isLocal ? localOnly : [])]);
  return {
    response: {
      ...response,
      headers: [
        ...headers.filter(([name]) => !replaced.has(name.toLowerCase())),
        ...(valueOf(headers, "server") === undefined ? [["Server", "CloudFront"] as const] : []),
        ["X-Cache", `${result} from cloudfront`],
        ["Via", via],
        ["X-Amz-Cf-Pop", "LOCAL1-P1"],
        ["X-Amz-Cf-Id", request.id],
      ],
    },
    decided: {
      status: response.status,
      result,
      verdict: verdict && recordOf(verdict),
      behavior: known && {
        index: known.behavior.index,
        pathPattern: known.behavior.pathPattern,
        signed: known.behavior.trustedKeyIds.length > 0,
      },
      keyId: keyIdOf(request),
      ended: known?.ended ?? response.note,
      errorPage: known?.page,
    },
  };
}

/** A browser that learns HSTS from `localhost` keeps every other local server from plain http for as long. */
const localOnly = ["strict-transport-security"];

function recordOf({ outcome, code, rule, detail, source }: Verdict): VerdictRecord {
  return { outcome, code, rule, detail, says: source.says, source: source.url };
}

/** The key that a request names, of its URL or else of its cookies; for people to see. */
function keyIdOf({ target, headers }: EdgeRequest): string | undefined {
  const { query = "" } = splitTarget(target);
  const named = query.split("&").find((pair) => nameOf(pair) === "Key-Pair-Id");
  const cookie = cookiesOf(valuesOf(headers, "cookie")).find(
    (one) => nameOf(one) === "CloudFront-Key-Pair-Id",
  );
  const value = named ?? cookie;
  return value?.slice(value.indexOf("=") + 1).slice(0, 64);
}
