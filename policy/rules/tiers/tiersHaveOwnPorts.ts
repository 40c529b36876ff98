import {
  accepts,
  type ForwardingRule,
  type HeaderCheckedBalancer,
  headerCheckedBalancers,
} from "../../reachability/tiers/headerCheckedBalancers";
import { type ServerPort, ServerPorts } from "../../reachability/tiers/serverPorts";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import type { Finding, Rule } from "../rule";

/** The target groups of the two tiers use different ports. */
export const tiersHaveOwnPorts: Rule = {
  name: "tiers-have-own-ports",
  displayName: "Tiers have own ports",
  description: "The target groups of the two tiers use different ports of a server.",
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
  check(model) {
    const ports = new ServerPorts(model);
    return headerCheckedBalancers(model).flatMap((balancer) => findingsIn(ports, balancer));
  },
};

function findingsIn(ports: ServerPorts, balancer: HeaderCheckedBalancer): Finding[] {
  const groups = [...new Set(balancer.rules.flatMap((rule) => rule.targetGroups))];
  const isBoth = (["public", "signed"] as const).every((tier) =>
    balancer.origins.some(({ tiers }) => tiers.has(tier)),
  );
  if (!isBoth) {
    return [];
  }
  return groups.flatMap((group): Finding[] => {
    const shared = groups
      .filter((each) => each !== group && !sharesRuleSource(balancer, group, each))
      .map((other) => ({ other, port: sharedPort(ports.ofGroup(group), ports.ofGroup(other)) }))
      .find(({ port }) => port !== undefined);
    if (shared === undefined) {
      return [];
    }
    const why = `port ${String(shared.port)} is also the port of ${shared.other}, so the application cannot tell a signed request from a public one`;
    return [{ urn: group, path: "port", why, fix: "Use a separate port for each tier" }];
  });
}

/** Returns the port at which two target groups have the same server; the servers of a group without targets may be any. */
function sharedPort(
  [mine, ...a]: readonly ServerPort[],
  [theirs, ...b]: readonly ServerPort[],
): number | undefined {
  if (a.length === 0 || b.length === 0) {
    return mine?.port === theirs?.port ? mine?.port : undefined;
  }
  const isShared = ({ server, port }: ServerPort) =>
    port !== undefined && b.some((each) => each.server === server && each.port === port);
  return a.find(isShared)?.port;
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
