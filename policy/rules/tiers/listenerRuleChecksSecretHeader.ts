import { forwards, type HeaderCondition, type ListenerRule } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { entropyBound, minimumBits } from "../../values/entropy";
import { known } from "../../values/field";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { signedBalancerOptions, signedBalancersOf } from "./signedBalancers";

/** Listener rules that forward check a secret header. */
export const listenerRuleChecksSecretHeader: Rule = {
  name: "listener-rule-checks-secret-header",
  displayName: "Listener rule checks secret header",
  description:
    "A listener rule that forwards checks a header against values of at least 128 bits without wildcards.",
  rationale:
    "Without the condition, or with a value that can be guessed, requests that bypass CloudFront reach the " +
    "application.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["elb", "secret header"],
  remediationSteps:
    "Give each rule that forwards a condition on the secret header, with values of at least 128 bits, such as 32 " +
    "random hexadecimal digits, that contain neither * nor ?, which the load balancer treats as wildcards.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  scope: "resource",
  stackPolicy: "signing-and-tiers",
  types: [t.listenerRule],
  options: signedBalancerOptions,
  onUnknown: "deny",
  check(model, options) {
    const signed = signedBalancersOf(model, options);
    return model.listenerRules
      .filter(({ urn, listener }) => signed.hasRule(urn, listener))
      .flatMap(findingsIn);
  },
};

function findingsIn({ urn, actions, headers }: ListenerRule): Finding[] {
  if (actions.state === "known" && !actions.value.some(forwards)) {
    return [];
  }
  if (headers.state === "unknown") {
    return [unknownFinding(urn, headers, "requests may be forwarded without the secret header")];
  }
  const conditions = known(headers) ?? [];
  const problems = conditions.map((condition) => problemOf(urn, condition));
  // All conditions of a rule must match, so one valid condition is enough.
  if (problems.length === 0) {
    const fix = "Add a condition on the secret header";
    return [{ urn, path: "conditions", why: "requests are forwarded without the secret header", fix }];
  }
  return problems.includes(undefined) ? [] : problems.slice(0, 1).filter((problem) => problem !== undefined);
}

function problemOf(urn: string, { path, values, patterns }: HeaderCondition): Finding | undefined {
  const fix = "Compare the header with the secret's values only";
  if (patterns.state !== "absent") {
    const why = "a regular expression can match values that are not the secret";
    return { urn, path: patterns.path, why, fix };
  }
  if (values.length === 0) {
    return { urn, path: `${path}.values`, why: "the condition has no value", fix };
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
        why: "the value contains a wildcard, * or ?, so other values match as well",
        fix,
      };
    }
    if (entropyBound(value) < minimumBits) {
      const why = "the value has fewer than 128 bits and can be guessed";
      return { urn, path: field.path, why, fix: "Use a random value of at least 128 bits" };
    }
  }
  return undefined;
}
