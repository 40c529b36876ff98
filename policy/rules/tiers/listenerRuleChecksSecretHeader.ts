import { forwards, type HeaderCondition, type ListenerRule } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** As hexadecimal digits, 128 bits have this many characters. */
const shortestValue = 32;

/** What passes a request on has seen the secret header first. */
export const listenerRuleChecksSecretHeader: Rule = {
  name: "listener-rule-checks-secret-header",
  displayName: "Listener rule checks secret header",
  description: "A listener rule forwards only what carries a header with a long value, compared as it is.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["elb", "secret header"],
  remediationSteps:
    "Give each rule that forwards a condition on the secret header, with values of at least 32 characters that hold " +
    "neither * nor ?, which the load balancer takes as wildcards.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  level: "resource",
  types: [t.listenerRule],
  options: [],
  onUnknown: "deny",
  check: (model) => model.listenerRules.flatMap(judge),
};

function judge({ urn, actions, headers }: ListenerRule): Finding[] {
  if (actions.state === "known" && !actions.value.some(forwards)) {
    return [];
  }
  if (headers.state === "unknown") {
    return [unseen(urn, headers, "requests may pass without the secret header")];
  }
  const conditions = known(headers) ?? [];
  const problems = conditions.map((condition) => problemOf(urn, condition));
  // All conditions of a rule have to hold, so a single good one is enough.
  if (problems.length === 0) {
    const fix = "Add a condition on the secret header";
    return [{ urn, path: "conditions", why: "requests are passed on without the secret header", fix }];
  }
  return problems.includes(undefined) ? [] : problems.slice(0, 1).filter((problem) => problem !== undefined);
}

function problemOf(urn: string, { path, values, patterns }: HeaderCondition): Finding | undefined {
  const fix = "Compare the header with the values of the secret, and nothing else";
  if (patterns.state !== "absent") {
    const why = "a regular expression can match values that are not the secret";
    return { urn, path: patterns.path, why, fix };
  }
  if (values.length === 0) {
    return { urn, path: `${path}.values`, why: "the header is compared with no value", fix };
  }
  for (const field of values) {
    const value = known(field);
    if (value === undefined) {
      continue;
    }
    if (/[*?]/.test(value)) {
      return {
        urn,
        path: field.path,
        why: "the value holds a wildcard, * or ?, so that others match as well",
        fix,
      };
    }
    if (value.length < shortestValue) {
      const why = `the value is shorter than ${shortestValue} characters and can be guessed`;
      return { urn, path: field.path, why, fix: "Use a random value of at least 128 bits" };
    }
  }
  return undefined;
}
