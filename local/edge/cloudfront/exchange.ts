/** Answers one request at the edge. */
import type { Verdict } from "../../../signer/verify";
import { valuesOf } from "../headers";
import type { HopNote, HopResponse } from "../hop";
import type { StackState } from "../stackView/liveView";
import type { BehaviorView, StackView } from "../stackView/model";
import { withErrorPage } from "./errorPages";
import { type Draft, type EdgeAnswer, finish } from "./finish";
import { type Fetched, fetchObject } from "./objects";
import { errorPage, verdictResponse } from "./ownResponses";
import type { EdgeContext, EdgeRequest } from "./request";
import { wireProblem } from "./wire";

const refused = (response: HopResponse): Draft => ({ response, result: "Error", policyOf: undefined });

/** Answers a viewer's request from one state of the stack, from start to end. */
export async function answer(
  request: EdgeRequest,
  context: EdgeContext,
  { view, problem }: StackState,
): Promise<EdgeAnswer> {
  const note = (detail: string): HopNote => ({ hop: "edge", detail });
  const wire = wireProblem(request);
  // An ambiguous request gets no custom error page.
  if (wire !== undefined) {
    return finish(request, context, refused(errorPage(wire.status, request.id, note(wire.detail))));
  }
  if (view === undefined) {
    return finish(request, context, refused(errorPage(503, request.id, note(problem))));
  }
  const cookie = valuesOf(request.headers, "cookie");
  const now = Math.floor(Date.now() / 1000);
  const verdict = context.judge({ ...request, cookie }, view.distribution.access, now, request.address);
  const behavior = verdict.behavior && view.distribution.behaviors[verdict.behavior.index];
  // Without a behavior, the request belongs to no distribution and gets no custom error page.
  if (behavior === undefined || !view.distribution.enabled) {
    const detail = behavior === undefined ? verdict.detail : "the distribution is disabled";
    return finish(request, context, refused(errorPage(403, request.id, note(detail))), verdict);
  }
  const draft = await draftOf(request, { view, behavior, verdict }, context);
  const shown = await withErrorPage(request, view, draft, context);
  return finish(request, context, shown.draft, verdict, {
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

async function draftOf(request: EdgeRequest, judged: Judged, context: EdgeContext): Promise<Draft> {
  const { view, behavior, verdict } = judged;
  if (verdict.code === "RedirectToHttps" && verdict.response !== undefined) {
    const local = withHttpsPort(verdict.response.headers["location"] ?? "", request, context);
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
  return drafted(await fetchObject(request, { view, behavior }, context), behavior);
}

function drafted({ response, hit }: Fetched, behavior: BehaviorView): Draft {
  const result = response.status >= 400 ? "Error" : hit ? "Hit" : "Miss";
  return { response, result, policyOf: behavior };
}

/** Adds the local https port, which is not 443, to a redirect. */
function withHttpsPort(location: string, { host }: EdgeRequest, { httpsPort }: EdgeContext): string {
  return /:\d+$/.test(host) ? location.replace(/^(https:\/\/[^/]+)/, `$1:${httpsPort}`) : location;
}
