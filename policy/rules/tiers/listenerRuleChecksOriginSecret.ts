import {
  type ForwardingRule,
  type HeaderCheckedBalancer,
  headerCheckedBalancers,
  sameName,
} from "../../reachability/tiers/headerCheckedBalancers";
import { provenanceOf, randomIn } from "../../reachability/tiers/secretSources";
import type { RandomOutput } from "../../resources/access/randomValues";
import type { HeaderCondition } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { quoted } from "../findings";
import type { Finding, Rule } from "../rule";
import { signedBalancerOptions, signedBalancersOf } from "./signedBalancers";

/** Listener rules accept only secrets that an origin sends. */
export const listenerRuleChecksOriginSecret: Rule = {
  name: "listener-rule-checks-origin-secret",
  displayName: "Listener rule checks origin secret",
  description:
    "A listener rule that forwards accepts only secrets that an origin sends, or that come from a random resource.",
  rationale: "Viewers can set any other header, and CloudFront passes it on.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "secret header"],
  remediationSteps:
    "Check the header that the origins send, and accept their value and, during a rotation, its predecessors, each " +
    "from a random resource of its own.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.listenerRule, t.vpcOrigin, t.loadBalancer],
  options: signedBalancerOptions,
  onUnknown: "deny",
  check(model, options) {
    const signed = signedBalancersOf(model, options);
    return headerCheckedBalancers(model)
      .filter(({ urn }) => signed.has(urn))
      .flatMap((balancer) => balancer.rules.flatMap((rule) => findingsIn(model, balancer, rule)));
  },
};

function findingsIn(model: StackModel, balancer: HeaderCheckedBalancer, rule: ForwardingRule): Finding[] {
  const { urn, conditions } = rule;
  const problems = (known(conditions) ?? []).map((condition) => problemOf(model, balancer, rule, condition));
  // All conditions must match, so one that only CloudFront can satisfy is enough.
  return problems.includes(undefined)
    ? []
    : problems.slice(0, 1).flatMap((problem) => (problem === undefined ? [] : [{ urn, ...problem }]));
}

function problemOf(
  model: StackModel,
  balancer: HeaderCheckedBalancer,
  rule: ForwardingRule,
  condition: HeaderCondition,
): Omit<Finding, "urn"> | undefined {
  const sent = balancer.origins.flatMap((origin) =>
    origin.headers
      .filter((header) => sameName(header.name, condition.name))
      .map((header) => ({ origin, header })),
  );
  const { path } = condition;
  if (sent.length === 0) {
    const why = `no origin sends the header ${quoted(known(condition.name))}, so viewers can send any value in it`;
    return { path: `${path}.httpHeaderName`, why, fix: "Check the header that the origins send" };
  }
  const values = new Set(sent.map(({ header }) => known(header.value)?.toLowerCase()));
  const untrusted = condition.values.find((field) => !isSecret(model, rule, field, values));
  if (untrusted !== undefined) {
    const why =
      "the rule accepts a value that no origin sends and that does not come from a secret of this stack";
    return { path: untrusted.path, why, fix: "Remove the value from the rule" };
  }
  const isSent = condition.values.some((field) => {
    const value = known(field)?.toLowerCase();
    return value === undefined
      ? sent.some(({ origin }) => origin.sources.some((source) => rule.sources.includes(source)))
      : values.has(value);
  });
  const why = "no origin sends a value that the rule accepts";
  return isSent || isRotating(rule)
    ? undefined
    : { path: `${path}.values`, why, fix: "Accept the value that an origin sends" };
}

/**
 * Returns whether the values of a rule come from resources of this stack, as in a rule for a previous or next secret. Only
 * the load balancer has such a value.
 */
function isRotating({ sources }: ForwardingRule): boolean {
  return sources.length > 0;
}

function isKnown({ value }: RandomOutput): boolean {
  return value.state === "known";
}

/** Returns whether an origin sends a value, or it comes from a random resource, a secret or a parameter. */
function isSecret(
  model: StackModel,
  { sources }: ForwardingRule,
  field: Field<string>,
  sent: ReadonlySet<string | undefined>,
): boolean {
  const value = known(field);
  const { random, stored, isHidden } = provenanceOf(model, sources);
  if (value === undefined) {
    // What is computed from known random values is known: another unknown value comes from elsewhere.
    return stored.length > 0 || isHidden || random.some(({ outputs }) => !outputs.some(isKnown));
  }
  const isStored = stored.some((each) => known(each.value)?.includes(value));
  return sent.has(value.toLowerCase()) || randomIn(value, random).length > 0 || isStored || isHidden;
}
