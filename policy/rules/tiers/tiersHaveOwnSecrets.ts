import { accepts, type Gate, type GateOrigin, type GateRule, gatesOf } from "../../reachability/headerChecks";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import { quoted } from "../findings";
import type { Finding, Rule } from "../rule";

/** A public request never carries what opens the signed tier. */
export const tiersHaveOwnSecrets: Rule = {
  name: "tiers-have-own-secrets",
  displayName: "Tiers have own secrets",
  description: "No header value opens both tiers: that of signed behaviors and that of public ones.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "tiers"],
  remediationSteps:
    "Give each tier an origin, a random value, a listener rule and a target group of its own: CloudFront and the " +
    "application can read one path in two ways, and then only the tier keeps secure content from public requests.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  level: "signing-and-tiers",
  types: [t.distribution, t.listenerRule, t.vpcOrigin, t.loadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    gatesOf(model).flatMap((gate) => [
      ...sharedBySenders(gate),
      ...sharedByRules(gate),
      ...sharedByTargets(gate),
    ]),
};

const fix = "Give the two tiers secrets of their own";

/** Origins of both tiers that send the same. */
function sharedBySenders({ origins }: Gate): Finding[] {
  const signed = origins.filter(({ tiers }) => tiers.has("signed"));
  const open = origins.filter(({ tiers }) => tiers.has("public"));
  return open.flatMap((origin): Finding[] => {
    const other = signed.find((each) => each.origin !== origin.origin && sendsSame(origin, each));
    const { urn } = origin.distribution;
    const path = `${origin.origin.path}.customHeaders`;
    const names = `${quoted(known(origin.origin.id))} and ${quoted(known(other?.origin.id ?? origin.origin.id))}`;
    const why = `the origins ${names} of the two tiers send the same secret`;
    return other === undefined ? [] : [{ urn, path, why, fix }];
  });
}

/**
 * Known values are compared. Of unknown ones the engine tells what all of them together are made from: less than one
 * thing for each means that two are the same.
 */
function sendsSame(a: GateOrigin, b: GateOrigin): boolean {
  return a.headers.some((mine) =>
    b.headers.some((theirs) => {
      const [x, y] = [known(mine.value)?.toLowerCase(), known(theirs.value)?.toLowerCase()];
      if (x !== undefined || y !== undefined) {
        return x === y;
      }
      const sources = new Set([...a.sources, ...b.sources]);
      return mine.value.state === "unknown" && theirs.value.state === "unknown" && sources.size < 2;
    }),
  );
}

/** A rule that accepts what origins of both tiers send. */
function sharedByRules({ origins, rules }: Gate): Finding[] {
  return rules.flatMap((rule): Finding[] => {
    const takesBoth = sendersOf(rule, origins).size > 1 || takesTwoUnknown(rule, origins);
    const why = "the rule accepts the secrets of both tiers, so the public one opens what it forwards to";
    return takesBoth && bothTiers(origins) ? [{ urn: rule.urn, path: "conditions", why, fix }] : [];
  });
}

/** Rules for different secrets that forward to the same targets. */
function sharedByTargets({ origins, rules }: Gate): Finding[] {
  if (!bothTiers(origins)) {
    return [];
  }
  return rules.flatMap((rule): Finding[] => {
    const other = rules.find(
      (each) => each !== rule && differ(rule, each, origins) && sharesTargets(rule, each),
    );
    const shared = rule.targetGroups.find((group) => other?.targetGroups.includes(group)) ?? "";
    const why = `the rules for the secrets of both tiers forward to ${shared}`;
    const own = "Forward to a target group of its own, on another port of the application";
    return other === undefined ? [] : [{ urn: rule.urn, path: "actions", why, fix: own }];
  });
}

function bothTiers(origins: readonly GateOrigin[]): boolean {
  return (["public", "signed"] as const).every((tier) => origins.some(({ tiers }) => tiers.has(tier)));
}

function sharesTargets(a: GateRule, b: GateRule): boolean {
  return a.targetGroups.some((group) => b.targetGroups.includes(group));
}

/** Whether two rules are for different tiers: by who is let in, or by what their secrets are made from. */
function differ(a: GateRule, b: GateRule, origins: readonly GateOrigin[]): boolean {
  const [mine, theirs] = [sendersOf(a, origins), sendersOf(b, origins)];
  if (mine.size > 0 && theirs.size > 0) {
    return [...mine].some((tier) => !theirs.has(tier));
  }
  const sent = new Set(origins.flatMap(({ sources }) => sources));
  const [x, y] = [a.sources.filter((each) => sent.has(each)), b.sources.filter((each) => sent.has(each))];
  return x.length > 0 && y.length > 0 && !x.some((each) => y.includes(each));
}

/** The tiers whose known secrets a rule accepts. */
function sendersOf(rule: GateRule, origins: readonly GateOrigin[]): Set<string> {
  const accepted = origins.filter((origin) =>
    origin.headers.some(
      (header) =>
        header.value.state === "known" &&
        (known(rule.conditions) ?? []).some((condition) => accepts(rule, condition, origin, header)),
    ),
  );
  return new Set(accepted.flatMap(({ tiers }) => [...tiers]));
}

/** While values are unknown: whether a rule takes two of the secrets that the origins of one distribution send. */
function takesTwoUnknown(rule: GateRule, origins: readonly GateOrigin[]): boolean {
  return origins.some(
    ({ headers, sources }) =>
      headers.some(({ value }) => value.state === "unknown") &&
      rule.sources.filter((source) => sources.includes(source)).length > 1,
  );
}
