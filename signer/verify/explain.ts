/** The whole way of a request: parse, match, protocol, credentials, key, signature, policy; with a reason for the answer. */
import { type Match, matchBehaviors } from "./distribution/behaviors";
import { type Distribution, hostBelongs } from "./distribution/distribution";
import { type Answer, toVerdict } from "./readings";
import { hasEscapedName } from "./request/credentials";
import { judgeProtocol } from "./request/protocol";
import { resourceOf } from "./request/reconstruct";
import { type ParsedRequest, parseRequest, type ViewerRequest } from "./request/request";
import { type EdgeResponse, refusal } from "./response";
import { type Judgement, judgeCredentials } from "./signature/checkCredentials";
import { diagnose } from "./signature/diagnose";
import { type Comparison, deny, open, type Ruling, type TraceStep, type Verdict } from "./verdict";

/** What else may be said. */
export interface ExplainOptions {
  /** Whether to look for the reason of a mismatch: up to some fifty signature checks more. Default true. */
  readonly diagnose?: boolean;
}

/**
 * Says what CloudFront would answer to a request, and why.
 *
 * Pure: the same arguments give the same verdict. What AWS leaves open comes out as `unknown`; whoever has to decide
 * refuses then.
 *
 * @param now - seconds since 1970
 * @param viewerIp - the address CloudFront sees; undefined when it is not known
 * @example
 * ```ts
 * const verdict = explain(request, distribution, epochSeconds(1767290000), "192.0.2.10");
 * if (verdict.outcome !== "allow") {
 *   console.log(verdict.code, verdict.detail, verdict.source.url);
 * }
 * ```
 */
export function explain(
  request: ViewerRequest,
  distribution: Distribution,
  now: number,
  viewerIp: string | undefined,
  options: ExplainOptions = {},
): Verdict {
  const parsed = parseRequest(request);
  if ("outcome" in parsed) {
    return toVerdict([plain(parsed, undefined, [])], distribution);
  }
  if (!hostBelongs(parsed.host, distribution)) {
    const ruling = deny("UnknownHost", "host.unknown", `${parsed.host} is none of the distribution's names`);
    return toVerdict([plain(ruling, undefined, [])], distribution);
  }
  const readings = hasEscapedName(parsed) ? [false, true] : [false];
  const answers = matchBehaviors(parsed.path, distribution).flatMap((match) =>
    readings.flatMap((escapedNames) => {
      const judge = { distribution, now, viewerIp, escapedNames, diagnose: options.diagnose !== false };
      return answer(parsed, match, judge);
    }),
  );
  return toVerdict(answers, distribution);
}

function plain(ruling: Ruling, match: Match | undefined, trace: readonly TraceStep[]): Answer {
  const response =
    ruling.outcome === "allow" || ruling.code === "UrlTooLong" ? undefined : refusal(ruling.code);
  return { ruling, match, response, comparison: undefined, notes: [], trace };
}

interface Judge {
  readonly distribution: Distribution;
  readonly now: number;
  readonly viewerIp: string | undefined;
  readonly escapedNames: boolean;
  readonly diagnose: boolean;
}

/** The answers of one behavior. */
function answer(request: ParsedRequest, match: Match, judge: Judge): readonly Answer[] {
  const { behavior, path } = match;
  const trace: TraceStep[] = [
    { step: "match", detail: `${path} meets behavior ${behavior.index}, ${behavior.pathPattern}` },
  ];
  const protocol = judgeProtocol(request, behavior);
  if (behavior.trustedKeys.size === 0) {
    const ruling = protocol?.ruling ?? notRestricted(behavior.pathPattern);
    const base = plain(ruling, match, trace);
    return [protocol ? { ...base, response: protocol.response } : base];
  }
  const judgements = judgeCredentials(request, { behavior, ...judge });
  return judgements.map((judgement) => {
    const judged = toAnswer(judgement, match, trace, judge);
    return protocol === undefined ? judged : behindProtocol(judged, protocol);
  });
}

function notRestricted(pathPattern: string): Ruling {
  const detail = `${pathPattern} has no trusted key groups`;
  return { outcome: "allow", code: "NotRestricted", rule: "behavior.unrestricted", detail };
}

function toAnswer(judgement: Judgement, match: Match, trace: readonly TraceStep[], judge: Judge): Answer {
  const { ruling, attempt } = judgement;
  const mismatch = ruling.rule === "canned.signature" || ruling.rule === "custom.signature";
  let comparison: Comparison | undefined;
  if (attempt && mismatch && judge.diagnose) {
    comparison = diagnose(attempt, judge.distribution);
  } else if (attempt && ruling.rule === "resource.mismatch") {
    const hints = [
      "the policy was signed for other URLs: scheme, host, path and query must each match its Resource",
    ];
    comparison = { signed: attempt.policy?.toString("utf8"), reconstructed: resourceOf(attempt.url), hints };
  }
  const base = plain(ruling, match, trace.concat(judgement.trace));
  return {
    ruling,
    match,
    response: base.response,
    comparison,
    notes: judgement.notes,
    trace: base.trace,
  };
}

/** https-only refuses either way; of the redirect AWS does not say whether it comes before the signature. */
function behindProtocol(
  judged: Answer,
  protocol: { readonly ruling: Ruling; readonly response: EdgeResponse },
): Answer {
  const settled = protocol.ruling.code !== "RedirectToHttps" || judged.ruling.outcome === "allow";
  const ruling = settled
    ? protocol.ruling
    : open("RedirectToHttps", "protocol.order", `${protocol.ruling.detail}, or first ${judged.ruling.code}`);
  return { ...judged, ruling, response: protocol.response, comparison: undefined };
}
