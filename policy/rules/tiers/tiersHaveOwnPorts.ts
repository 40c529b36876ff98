import {
  accepts,
  type ForwardingRule,
  type HeaderCheckedBalancer,
  headerCheckedBalancers,
} from "../../reachability/headerCheckedBalancers";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import type { Finding, Rule } from "../rule";

/** The target groups of the two tiers use different ports. */
export const tiersHaveOwnPorts: Rule = {
  name: "tiers-have-own-ports",
  displayName: "Tiers have own ports",
  description: "The target groups of the two tiers use different ports.",
  rationale:
    "With one port the application cannot tell a signed request from a public one, and must interpret paths exactly " +
    "as CloudFront does.",
  severity: "low",
  enforcementLevel: "advisory",
  tags: ["elb", "tiers"],
  remediationSteps: "Serve the signed paths on a separate port of the application.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  scope: "signing-and-tiers",
  types: [t.targetGroup, t.listenerRule, t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) => headerCheckedBalancers(model).flatMap((balancer) => findingsIn(model, balancer)),
};

function findingsIn({ targetGroups }: StackModel, balancer: HeaderCheckedBalancer): Finding[] {
  const ports = new Map(targetGroups.map(({ urn, port }) => [urn, port]));
  const groups = [...new Set(balancer.rules.flatMap((rule) => rule.targetGroups))];
  const isBoth = (["public", "signed"] as const).every((tier) =>
    balancer.origins.some(({ tiers }) => tiers.has(tier)),
  );
  if (!isBoth) {
    return [];
  }
  return groups.flatMap((group): Finding[] => {
    const port = ports.get(group);
    const other = groups.find(
      (each) =>
        each !== group &&
        port !== undefined &&
        known(port) !== undefined &&
        known(ports.get(each) ?? port) === known(port) &&
        !sharesRuleSource(balancer, group, each),
    );
    const number = port === undefined ? "" : String(known(port) ?? "");
    const why = `port ${number} is also the port of ${other ?? ""}, so the application cannot tell a signed request from a public one`;
    return other === undefined
      ? []
      : [{ urn: group, path: "port", why, fix: "Use a separate port for each tier" }];
  });
}

/** Target groups with a secret in common belong to the same tier. */
function sharesRuleSource({ rules, origins }: HeaderCheckedBalancer, a: string, b: string): boolean {
  const secrets = (group: string) =>
    rules
      .filter(({ targetGroups }) => targetGroups.includes(group))
      .flatMap((rule) => secretsOf(rule, origins));
  const theirs = secrets(b);
  return secrets(a).some((secret) => theirs.includes(secret));
}

/** Identifies the secrets that a rule accepts by the origins that send them and the resources that generate them. */
function secretsOf(rule: ForwardingRule, origins: HeaderCheckedBalancer["origins"]): string[] {
  const sent = origins.filter((origin) =>
    origin.headers.some((header) =>
      (known(rule.conditions) ?? []).some((condition) => accepts(rule, condition, origin, header)),
    ),
  );
  return [
    ...rule.sources,
    ...sent.flatMap(({ origin, headers }) =>
      headers.some(({ value }) => value.state === "known") ? [origin.path] : [],
    ),
  ];
}
