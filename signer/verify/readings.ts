/** Combines the answers under several readings of AWS's documentation: where they differ, the verdict is `unknown`. */
import type { Match } from "./distribution/behaviors";
import type { Distribution } from "./distribution/distribution";
import { errorPageFor } from "./distribution/errorResponses";
import { type EdgeResponse, refusal } from "./response";
import { sourceOf } from "./rules";
import { type Note, open, type Ruling, type TraceStep } from "./ruling";
import type { Comparison, MatchedBehavior, Verdict } from "./verdict";

/** An answer under one reading. */
export interface Answer {
  readonly ruling: Ruling;
  readonly match: Match | undefined;
  readonly response: EdgeResponse | undefined;
  readonly comparison: Comparison | undefined;
  readonly notes: readonly Note[];
  readonly trace: readonly TraceStep[];
}

function sameAnswer(one: Ruling, other: Ruling): boolean {
  return one.outcome === other.outcome && one.code === other.code;
}

/** Names the undocumented point on which the readings differ. */
function openPoint(answers: readonly Answer[]): Ruling {
  const [first, second] = answers;
  const paths = first?.match?.behavior !== second?.match?.behavior;
  const cookies = answers.some(({ trace }) => trace.some(({ detail }) => detail === "from the cookie"));
  const rule = paths
    ? "path.reading"
    : cookies
      ? "credentials.policy-and-expires-cookie"
      : "credentials.escaped-name";
  return open("unknown", rule, answers.map(({ ruling }) => `${ruling.outcome} ${ruling.code}`).join(" or "));
}

/** Combines answers, at least one, into a verdict. */
export function toVerdict(answers: readonly Answer[], distribution: Distribution): Verdict {
  const [first] = answers;
  if (!first) {
    throw new Error("a distribution without a default behavior");
  }
  const agreed = answers.every(({ ruling }) => sameAnswer(ruling, first.ruling));
  const ruling = agreed
    ? first.ruling
    : answers.every(({ ruling }) => ruling.outcome === "deny")
      ? first.ruling
      : openPoint(answers);
  const response = agreed ? first.response : ruling.outcome === "allow" ? undefined : refusal(ruling.code);
  // Lists members one by one: spreading objects would double the time of an explanation.
  return {
    outcome: ruling.outcome,
    code: ruling.code,
    rule: ruling.rule,
    detail: ruling.detail,
    source: sourceOf(ruling.rule),
    behavior: first.match && toMatched(first.match),
    response,
    errorPage: response && response.status >= 400 ? errorPageFor(response.status, distribution) : undefined,
    comparison: first.comparison,
    notes: first.notes,
    trace: first.trace,
    readings: agreed ? [] : answers.map((one) => one.ruling),
  };
}

function toMatched({ behavior }: Match): MatchedBehavior {
  return {
    pathPattern: behavior.pathPattern,
    index: behavior.index,
    restricted: behavior.trustedKeys.size > 0,
  };
}
