import {
  accepts,
  type ForwardingRule,
  type HeaderCheckedBalancer,
  headerCheckedBalancers,
  type SendingOrigin,
} from "../../reachability/tiers/headerCheckedBalancers";
import { sharedTargets } from "../../reachability/tiers/sharedTargets";
import type { Distribution } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import { quoted } from "../findings";
import type { Finding, Rule } from "../rule";
import { numbered, originKey, Shared } from "./sharedPorts";

/** The public and the signed tier have different secrets. */
export const tiersHaveOwnSecrets: Rule = {
  name: "tiers-have-own-secrets",
  displayName: "Tiers have own secrets",
  description: "No secret header gives access to both tiers, signed and public.",
  rationale:
    "CloudFront and the application can interpret a path differently. Only separate tiers keep secure content from " +
    "public requests.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "tiers"],
  remediationSteps: "Give each tier its own origin, random secret, listener rule and target group.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.listenerRule, t.vpcOrigin, t.loadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) => {
    const shared = new Shared(sharedTargets(model));
    return headerCheckedBalancers(model).flatMap((balancer) => [
      ...sharedByOrigins(balancer, shared),
      ...sharedByRules(balancer, shared),
      ...sharedByTargets(balancer, shared),
    ]);
  },
};

const fix = "Give each tier a secret of its own";

/** Finds origins of different tiers that send the same secret. */
function sharedByOrigins({ origins }: HeaderCheckedBalancer, shared: Shared): Finding[] {
  const signed = origins.filter(({ tiers }) => tiers.has("signed"));
  const open = origins.filter(({ tiers }) => tiers.has("public"));
  const byKey = numbered(signed, originKey);
  return open.flatMap((origin): Finding[] => {
    const other = shared
      .signedWith(origin, byKey)
      .find(
        (each) =>
          each.origin !== origin.origin &&
          (sendsSame(origin, each) || sendsAll(shared, origins, origin, each)),
      );
    const { urn } = origin.distribution;
    const path = `${origin.origin.path}.customHeaders`;
    if (other !== undefined) {
      const names = `${quoted(known(origin.origin.id))} and ${quoted(known(other.origin.id))}`;
      return [{ urn, path, why: `the origins ${names} of the two tiers send the same secret`, fix }];
    }
    const sender = isUnknown(origin)
      ? signed.find((each) => isSentBySome(shared, origins, origin, each))
      : undefined;
    const name = quoted(known(origin.origin.id));
    const why = `origin ${name} sends a secret that a signed origin of ${sender?.distribution.urn ?? urn} sends as well`;
    return sender === undefined ? [] : [{ urn, path, why, fix }];
  });
}

/**
 * Compares known values. For unknown values the engine records only the resources that all of them together depend on: fewer
 * than two mean that the values are equal.
 */
function sendsSame(a: SendingOrigin, b: SendingOrigin): boolean {
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

/**
 * Returns whether the public origins of a distribution send every secret that its origins depend on, those of a signed origin
 * among them. Which of them sends which, is unknown in preview.
 */
function sendsAll(
  shared: Shared,
  origins: readonly SendingOrigin[],
  { distribution, sources }: SendingOrigin,
  signed: SendingOrigin,
): boolean {
  return isOneOf(signed, sources) && everySender(distribution, origins, (each) => shared.isOpen(each));
}

/**
 * Returns whether the signed origins of another distribution send every secret that those of an open origin's distribution
 * depend on, so that the open origin sends one of theirs. Which of them sends it, is unknown in preview.
 */
function isSentBySome(
  shared: Shared,
  origins: readonly SendingOrigin[],
  open: SendingOrigin,
  { distribution, sources }: SendingOrigin,
): boolean {
  return (
    distribution !== open.distribution &&
    isOneOf(open, sources) &&
    everySender(distribution, origins, (each) => shared.isSigned(each) && shared.byOrigins(open, each))
  );
}

/** Returns whether the secret of an origin is unknown and comes from the given resources. */
function isOneOf(origin: SendingOrigin, given: readonly string[]): boolean {
  return isUnknown(origin) && origin.sources.every((source) => given.includes(source));
}

function isUnknown({ headers, sources }: SendingOrigin): boolean {
  return headers.length > 0 && headers.every(({ value }) => value.state === "unknown") && sources.length > 0;
}

/** Returns whether all origins of a distribution that may send an unknown value are on this load balancer and of a kind. */
function everySender(
  distribution: Distribution,
  origins: readonly SendingOrigin[],
  isOfKind: (origin: SendingOrigin) => boolean,
): boolean {
  return (known(distribution.origins) ?? []).every((origin) => {
    const { headers } = origin;
    if (headers.state !== "unknown" && (known(headers) ?? []).every(({ value }) => value.state === "known")) {
      return true;
    }
    const sender = origins.find((each) => each.origin === origin && each.distribution === distribution);
    return sender?.headers.every(({ value }) => value.state === "unknown") === true && isOfKind(sender);
  });
}

/** Finds rules that accept the secrets of both tiers. */
function sharedByRules({ origins, rules }: HeaderCheckedBalancer, shared: Shared): Finding[] {
  return rules.flatMap((rule): Finding[] => {
    const acceptsBoth = acceptsTwoTiers(rule, origins) || acceptsTwoUnknown(rule, origins);
    const why = "the rule accepts the secrets of both tiers, so the public one gives access to its targets";
    return acceptsBoth && bothTiers(origins) && shared.byRule(rule)
      ? [{ urn: rule.urn, path: "conditions", why, fix }]
      : [];
  });
}

/** Finds rules for different tiers that forward to the same targets. */
function sharedByTargets({ origins, rules }: HeaderCheckedBalancer, shared: Shared): Finding[] {
  if (!bothTiers(origins)) {
    return [];
  }
  const byUrn = numbered(rules, ({ urn }) => urn);
  const differ = differing(origins);
  return rules.flatMap((rule): Finding[] => {
    const other = shared
      .rulesWith(rule, byUrn)
      .find((each) => each !== rule && sharesTargets(rule, each) && differ(rule, each));
    const group = rule.targetGroups.find((each) => other?.targetGroups.includes(each)) ?? "";
    const why = `the rules for the secrets of both tiers forward to ${group}`;
    const own = "Forward to a separate target group, on another port of the application";
    return other === undefined ? [] : [{ urn: rule.urn, path: "actions", why, fix: own }];
  });
}

function bothTiers(origins: readonly SendingOrigin[]): boolean {
  return (["public", "signed"] as const).every((tier) => origins.some(({ tiers }) => tiers.has(tier)));
}

function sharesTargets(a: ForwardingRule, b: ForwardingRule): boolean {
  return a.targetGroups.some((group) => b.targetGroups.includes(group));
}

/**
 * Returns a function that tells whether two rules are for different tiers, by the origins that they accept or the resources
 * that they depend on.
 */
function differing(origins: readonly SendingOrigin[]): (a: ForwardingRule, b: ForwardingRule) => boolean {
  const sent = new Set(origins.flatMap(({ sources }) => sources));
  const tiers = new Map<ForwardingRule, Set<string>>();
  const tiersOfRule = (rule: ForwardingRule): Set<string> => {
    const found = tiers.get(rule) ?? tiersOf(rule, origins);
    tiers.set(rule, found);
    return found;
  };
  return (a, b) => {
    const [mine, theirs] = [tiersOfRule(a), tiersOfRule(b)];
    if (mine.size > 0 && theirs.size > 0) {
      return [...mine].some((tier) => !theirs.has(tier));
    }
    const [x, y] = [a, b].map(({ sources }) => sources.filter((each) => sent.has(each)));
    return (
      x !== undefined &&
      y !== undefined &&
      x.length > 0 &&
      y.length > 0 &&
      !x.some((each) => y.includes(each))
    );
  };
}

/** Returns whether a rule accepts the known secrets of a public and of another, signed origin. */
function acceptsTwoTiers(rule: ForwardingRule, origins: readonly SendingOrigin[]): boolean {
  const accepted = acceptedBy(rule, origins);
  const signed = accepted.filter(({ tiers }) => tiers.has("signed"));
  // signed-origin-needs-trusted-key-groups reports one origin for both tiers.
  return accepted.some((each) => each.tiers.has("public") && signed.some((other) => other !== each));
}

/** Returns the tiers whose known secrets a rule accepts. */
function tiersOf(rule: ForwardingRule, origins: readonly SendingOrigin[]): Set<string> {
  return new Set(acceptedBy(rule, origins).flatMap(({ tiers }) => [...tiers]));
}

function acceptedBy(rule: ForwardingRule, origins: readonly SendingOrigin[]): SendingOrigin[] {
  return origins.filter((origin) =>
    origin.headers.some(
      (header) =>
        header.value.state === "known" &&
        (known(rule.conditions) ?? []).some((condition) => accepts(rule, condition, origin, header)),
    ),
  );
}

/**
 * For unknown values: returns whether a rule has several, and depends on two of the resources that a distribution's origins
 * depend on. One value that depends on two resources joins them.
 */
function acceptsTwoUnknown(rule: ForwardingRule, origins: readonly SendingOrigin[]): boolean {
  const values = (known(rule.conditions) ?? []).flatMap((condition) => condition.values);
  const isSingle = values.length === 1 && values[0]?.path.endsWith("]") === true;
  return (
    !isSingle &&
    origins.some(
      ({ headers, sources }) =>
        headers.some(({ value }) => value.state === "unknown") &&
        rule.sources.filter((source) => sources.includes(source)).length > 1,
    )
  );
}
