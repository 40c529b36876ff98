import { type Gate, type GateRule, gatesOf, randomAmong, sameName } from "../../reachability/headerChecks";
import type { HeaderCondition } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { quoted } from "../findings";
import type { Finding, Rule } from "../rule";

/** What the load balancer lets through is what CloudFront sends, and nothing else. */
export const listenerRuleChecksOriginSecret: Rule = {
  name: "listener-rule-checks-origin-secret",
  displayName: "Listener rule checks origin secret",
  description:
    "A rule that forwards checks the header that an origin sends, with values from the same source.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "secret header"],
  remediationSteps:
    "Check the header that CloudFront sends, and accept the value that an origin sends and, while rotating, its " +
    "predecessors, each from a random resource of its own.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  level: "signing-and-tiers",
  types: [t.distribution, t.listenerRule, t.vpcOrigin, t.loadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) => gatesOf(model).flatMap((gate) => gate.rules.flatMap((rule) => judge(model, gate, rule))),
};

function judge(model: StackModel, gate: Gate, rule: GateRule): Finding[] {
  const { urn, conditions } = rule;
  const problems = (known(conditions) ?? []).map((condition) => problemOf(model, gate, rule, condition));
  // All conditions have to hold: one that only CloudFront can meet is enough.
  return problems.includes(undefined)
    ? []
    : problems.slice(0, 1).flatMap((problem) => (problem === undefined ? [] : [{ urn, ...problem }]));
}

function problemOf(
  model: StackModel,
  gate: Gate,
  rule: GateRule,
  condition: HeaderCondition,
): Omit<Finding, "urn"> | undefined {
  const sent = gate.origins.flatMap((origin) =>
    origin.headers
      .filter((header) => sameName(header.name, condition.name))
      .map((header) => ({ origin, header })),
  );
  const { path } = condition;
  if (sent.length === 0) {
    const why = `no origin sends the header ${quoted(known(condition.name))}, so viewers can send what they like in it`;
    return { path: `${path}.httpHeaderName`, why, fix: "Check the header that the origins send" };
  }
  const values = new Set(sent.map(({ header }) => known(header.value)?.toLowerCase()));
  const stranger = condition.values.find((field) => !isSecret(model, rule, field, values));
  if (stranger !== undefined) {
    const why = "the rule accepts a value that no origin sends and that comes from no secret of this stack";
    return { path: stranger.path, why, fix: "Take the value out of the rule" };
  }
  const isSent = condition.values.some((field) => {
    const value = known(field)?.toLowerCase();
    return value === undefined
      ? sent.some(({ origin }) => origin.sources.some((source) => rule.sources.includes(source)))
      : values.has(value);
  });
  const why = "no origin sends a value that the rule accepts";
  return isSent || isFormer(model, rule)
    ? undefined
    : { path: `${path}.values`, why, fix: "Accept the value that an origin sends" };
}

/**
 * Whether a rule's values all come from random resources of this stack: a rule of its own for a secret that was sent
 * before, or will be. Nobody has such a value but the load balancer.
 */
function isFormer(model: StackModel, { sources }: GateRule): boolean {
  return sources.length > 0 && randomAmong(model, sources).length === sources.length;
}

/** Whether a value is one that an origin sends, or comes from a resource that makes secrets. */
function isSecret(
  model: StackModel,
  { sources }: GateRule,
  field: Field<string>,
  sent: ReadonlySet<string | undefined>,
): boolean {
  const value = known(field);
  if (value === undefined) {
    return sources.length > 0;
  }
  const random = randomAmong(model, sources);
  const made = random.flatMap(({ values }) => values.map(known));
  const isFromStore = random.length < sources.length;
  return sent.has(value.toLowerCase()) || made.includes(value) || isFromStore;
}
