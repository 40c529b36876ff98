/** Listener rules. */
import { globMatches } from "../../../signer/verify/glob";
import { type HeaderList, valueOf, valuesOf } from "../headers";
import type { ActionView, ConditionView, ListenerView } from "../stackView/model";

/** The rule that a request matched. */
export interface MetRule {
  /** Its priority, or "default". */
  readonly rule: string;
  readonly action: ActionView;
}

/** The properties that conditions test. */
export interface Judged {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
}

const pathOf = (target: string): string => target.split("?", 1)[0] ?? "";

/** Undefined for a condition that the local edge does not evaluate. */
function holds(condition: ConditionView, { method, target, headers }: Judged): boolean | undefined {
  const like = (text: string) => (value: string) =>
    globMatches(value.toLowerCase(), text.toLowerCase(), true);
  switch (condition.kind) {
    case "header":
      return valuesOf(headers, condition.name.toLowerCase()).some((text) =>
        condition.values.some(like(text)),
      );
    case "host":
      return condition.values.some(like((valueOf(headers, "host") ?? "").replace(/:\d+$/, "")));
    case "path":
      return condition.values.some((value) => globMatches(value, pathOf(target), true));
    case "method":
      return condition.values.includes(method);
    case "other":
      return undefined;
  }
}

/**
 * Returns the first rule, by priority, whose conditions all match; else the default action.
 *
 * A rule with a condition that is not evaluated ends the search, so that no later rule is reached by mistake.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function meetRule(listener: ListenerView, request: Judged): MetRule {
  for (const { priority, conditions, action } of listener.rules) {
    const results = conditions.map((condition) => holds(condition, request));
    if (results.includes(false)) {
      continue;
    }
    const unknown = conditions.find((_condition, index) => results[index] === undefined);
    return unknown?.kind === "other"
      ? { rule: String(priority), action: { kind: "other", type: `condition ${unknown.type}` } }
      : { rule: String(priority), action };
  }
  return { rule: "default", action: listener.defaultAction };
}
