import { accepts, type Gate, type GateRule, gatesOf } from "../../reachability/headerChecks";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import type { Finding, Rule } from "../rule";

/** The application is told the tier by the port, so that it need not know the secrets. */
export const tiersHaveOwnPorts: Rule = {
  name: "tiers-have-own-ports",
  displayName: "Tiers have own ports",
  description: "The target groups of the two tiers have different ports.",
  severity: "low",
  enforcementLevel: "advisory",
  tags: ["elb", "tiers"],
  remediationSteps:
    "Serve the signed paths on a port of their own. With one port the application cannot tell a signed request from a " +
    "public one, and has to rely on reading paths exactly as CloudFront does.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  level: "signing-and-tiers",
  types: [t.targetGroup, t.listenerRule, t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) => gatesOf(model).flatMap((gate) => judge(model, gate)),
};

function judge({ targetGroups }: StackModel, gate: Gate): Finding[] {
  const ports = new Map(targetGroups.map(({ urn, port }) => [urn, port]));
  const groups = [...new Set(gate.rules.flatMap((rule) => rule.targetGroups))];
  const isBoth = (["public", "signed"] as const).every((tier) =>
    gate.origins.some(({ tiers }) => tiers.has(tier)),
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
        !sharesRuleSource(gate, group, each),
    );
    const number = port === undefined ? "" : String(known(port) ?? "");
    const why = `it has the port ${number}, as ${other ?? ""} has, so the application cannot tell a signed request from a public one`;
    return other === undefined
      ? []
      : [{ urn: group, path: "port", why, fix: "Use a port of its own for each tier" }];
  });
}

/** Target groups that one secret leads to are of one tier. */
function sharesRuleSource({ rules, origins }: Gate, a: string, b: string): boolean {
  const secrets = (group: string) =>
    rules
      .filter(({ targetGroups }) => targetGroups.includes(group))
      .flatMap((rule) => secretsOf(rule, origins));
  const theirs = secrets(b);
  return secrets(a).some((secret) => theirs.includes(secret));
}

/** What names the secrets that a rule accepts: the origins that send them, and the resources that make them. */
function secretsOf(rule: GateRule, origins: Gate["origins"]): string[] {
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
