/** Evaluates a request as CloudFront does: parse, match, protocol, credentials, key, signature, policy. */
import { type Match, matchBehaviors } from "./distribution/behaviors";
import { type Distribution, hostBelongs } from "./distribution/distribution";
import { type Answer, toVerdict } from "./readings";
import { hasEscapedName } from "./request/credentials";
import { checkProtocol } from "./request/protocol";
import { resourceOf } from "./request/reconstruct";
import { type ParsedRequest, parseRequest, type ViewerRequest } from "./request/request";
import { type EdgeResponse, refusal } from "./response";
import { deny, open, type Ruling, type TraceStep } from "./ruling";
import { type CredentialsCheck, checkCredentials } from "./signature/checkCredentials";
import { diagnose } from "./signature/diagnose";
import { type SignatureCheck, verifySignature } from "./signature/signature";
import type { Comparison, Verdict } from "./verdict";

/** Options of an explanation. */
export interface ExplainOptions {
  /** Whether to look for the reason of a mismatch: up to about fifty more signature checks. Default true. */
  readonly diagnose?: boolean;
}

/**
 * Decides what CloudFront would answer to a request, and explains why.
 *
 * Pure: the same arguments give the same verdict. What AWS does not document is `unknown`: treat it as a refusal.
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
  return explainWith(verifySignature, request, distribution, now, viewerIp, options);
}

/**
 * Decides as `explain` does, with another check of signatures: the local edge's remembers those that matched. All else is
 * evaluated anew for every request.
 */
export function explainWith(
  checkSignature: SignatureCheck,
  request: ViewerRequest,
  distribution: Distribution,
  now: number,
  viewerIp: string | undefined,
  { diagnose: diagnoses = true }: ExplainOptions = {},
): Verdict {
  const parsed = parseRequest(request);
  if ("outcome" in parsed) {
    return toVerdict([plain(parsed, undefined, [])], distribution);
  }
  if (!hostBelongs(parsed.host, distribution)) {
    const ruling = deny(
      "UnknownHost",
      "host.unknown",
      `${parsed.host} is not a domain name of the distribution`,
    );
    return toVerdict([plain(ruling, undefined, [])], distribution);
  }
  const readings = hasEscapedName(parsed) ? [false, true] : [false];
  const answers = matchBehaviors(parsed.path, distribution).flatMap((match) =>
    readings.flatMap((escapedNames) => {
      const context = { distribution, now, viewerIp, escapedNames, checkSignature, diagnose: diagnoses };
      return answersOf(parsed, match, context);
    }),
  );
  return toVerdict(answers, distribution);
}

function plain(ruling: Ruling, match: Match | undefined, trace: readonly TraceStep[]): Answer {
  const response =
    ruling.outcome === "allow" || ruling.code === "UrlTooLong" ? undefined : refusal(ruling.code);
  return { ruling, match, response, comparison: undefined, notes: [], trace };
}

/** What the answer to a request depends on, beside the request. */
interface Context {
  readonly distribution: Distribution;
  readonly now: number;
  readonly viewerIp: string | undefined;
  readonly escapedNames: boolean;
  readonly checkSignature: SignatureCheck;
  readonly diagnose: boolean;
}

/** Returns the answers of one behavior. */
function answersOf(request: ParsedRequest, match: Match, context: Context): readonly Answer[] {
  const { behavior, path } = match;
  const trace: TraceStep[] = [
    { step: "match", detail: `${path} matches behavior ${behavior.index}, ${behavior.pathPattern}` },
  ];
  const protocol = checkProtocol(request, behavior);
  if (behavior.trustedKeys.size === 0) {
    const ruling = protocol?.ruling ?? notRestricted(behavior.pathPattern);
    const base = plain(ruling, match, trace);
    return [protocol ? { ...base, response: protocol.response } : base];
  }
  const checks = checkCredentials(request, { behavior, ...context });
  return checks.map((check) => {
    const checked = toAnswer(check, match, trace, context);
    return protocol === undefined ? checked : withProtocol(checked, protocol);
  });
}

function notRestricted(pathPattern: string): Ruling {
  const detail = `${pathPattern} has no trusted key groups`;
  return { outcome: "allow", code: "NotRestricted", rule: "behavior.unrestricted", detail };
}

function toAnswer(
  check: CredentialsCheck,
  match: Match,
  trace: readonly TraceStep[],
  context: Context,
): Answer {
  const { ruling, attempt } = check;
  const mismatch = ruling.rule === "canned.signature" || ruling.rule === "custom.signature";
  let comparison: Comparison | undefined;
  if (attempt && mismatch && context.diagnose) {
    comparison = diagnose(attempt, context.distribution);
  } else if (attempt && ruling.rule === "resource.mismatch") {
    const hints = [
      "the policy was signed for other URLs: scheme, host, path and query must each match its Resource",
    ];
    comparison = { signed: attempt.policy?.toString("utf8"), reconstructed: resourceOf(attempt.url), hints };
  }
  const base = plain(ruling, match, trace.concat(check.trace));
  return {
    ruling,
    match,
    response: base.response,
    comparison,
    notes: check.notes,
    trace: base.trace,
  };
}

/** https-only refuses in either order; AWS does not document whether the redirect or the signature check comes first. */
function withProtocol(
  checked: Answer,
  protocol: { readonly ruling: Ruling; readonly response: EdgeResponse },
): Answer {
  const settled = protocol.ruling.code !== "RedirectToHttps" || checked.ruling.outcome === "allow";
  const ruling = settled
    ? protocol.ruling
    : open("RedirectToHttps", "protocol.order", `${protocol.ruling.detail}, or first ${checked.ruling.code}`);
  return { ...checked, ruling, response: protocol.response, comparison: undefined };
}
