import type { CustomHeader } from "../../resources/cloudfront/origins";
import type { HeaderCondition, ListenerRule } from "../../resources/loadBalancing/listeners";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { matchesWildcards } from "../../values/wildcards";
import { secretSources } from "./secretSources";

/** The headers that an origin sends. */
export interface SentHeaders {
  readonly headers: Field<readonly CustomHeader[]>;
  /** The resources that the unknown values of all origins of the distribution depend on. */
  readonly sources: readonly string[];
}

/** Whether a rule's conditions on headers match what an origin sends. */
export type Answer = "yes" | "no" | "maybe";

/** Returns whether the conditions of a rule on headers match what an origin sends. */
export function answerOf(
  model: StackModel,
  { urn, headers: conditions }: Pick<ListenerRule, "urn" | "headers">,
  sent: SentHeaders,
): Answer {
  if (conditions.state !== "known") {
    return conditions.state === "unknown" ? "maybe" : "yes";
  }
  const sources = model.links.dependenciesOf(urn, "conditions", secretSources);
  const answers = conditions.value.map((condition) => matches(condition, sources, sent));
  return answers.includes("no") ? "no" : answers.includes("maybe") ? "maybe" : "yes";
}

function matches(condition: HeaderCondition, sources: readonly string[], sent: SentHeaders): Answer {
  const { headers } = sent;
  const name = known(condition.name)?.toLowerCase();
  if (headers.state === "unknown" || name === undefined) {
    return "maybe";
  }
  const answers = (known(headers) ?? []).map((header): Answer => {
    const own = known(header.name)?.toLowerCase();
    const found = own === undefined || own === name ? compare(condition, sources, header, sent) : "no";
    return own === undefined && found === "yes" ? "maybe" : found;
  });
  return answers.includes("yes") ? "yes" : answers.includes("maybe") ? "maybe" : "no";
}

/**
 * Compares values without case. Of unknown ones the engine records what they depend on: values that depend on different
 * resources are different.
 */
function compare(
  { values, patterns }: HeaderCondition,
  sources: readonly string[],
  header: CustomHeader,
  sent: SentHeaders,
): Answer {
  if (patterns.state !== "absent") {
    return "maybe";
  }
  const value = known(header.value)?.toLowerCase();
  const accepted = values.map((each) => known(each)?.toLowerCase());
  if (value !== undefined) {
    const isMatched = accepted.some((each) => each !== undefined && matchesWildcards(each, value, true));
    return isMatched ? "yes" : accepted.includes(undefined) ? "maybe" : "no";
  }
  const areUnrelated =
    sources.length > 0 && sent.sources.length > 0 && !sources.some((source) => sent.sources.includes(source));
  return areUnrelated ? "no" : "maybe";
}
