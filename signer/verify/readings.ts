/** Puts the answers of several readings together: where they agree, that is the answer; where not, it is unknown. */
import type { Match } from "./distribution/behaviors";
import type { Distribution } from "./distribution/distribution";
import { errorPageFor } from "./distribution/errorResponses";
import { type EdgeResponse, refusal } from "./response";
import { sourceOf } from "./rules";
import {
  type Comparison,
  type MatchedBehavior,
  type Note,
  open,
  type Ruling,
  type TraceStep,
  type Verdict,
} from "./verdict";

/** An answer under one reading, before readings are put together. */
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

/** The rule that is to blame when readings differ. */
function blame(answers: readonly Answer[]): Ruling {
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

/** The verdict over all answers; there is at least one. */
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
      : blame(answers);
  const response = agreed ? first.response : ruling.outcome === "allow" ? undefined : refusal(ruling.code);
  // Members one by one: spreading objects would cost as much as the rest of the way.
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
