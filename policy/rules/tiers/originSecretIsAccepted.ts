import {
  accepts,
  type HeaderCheckedBalancer,
  headerCheckedBalancers,
  type SendingOrigin,
  sameName,
} from "../../reachability/tiers/headerCheckedBalancers";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import { quoted, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { signedBalancerOptions, signedBalancersOf } from "./signedBalancers";

/** Listener rules accept the secret that each origin sends. */
export const originSecretIsAccepted: Rule = {
  name: "origin-secret-is-accepted",
  displayName: "Origin secret is accepted",
  description: "Each origin on a load balancer sends a secret header that a listener rule accepts.",
  rationale: "Otherwise the load balancer answers 403 to every request to the origin.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "secret header"],
  remediationSteps:
    "Send a header in the origin's customHeaders, and accept its value in a listener rule, both from the same " +
    "resource.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.listenerRule, t.vpcOrigin, t.loadBalancer],
  options: signedBalancerOptions,
  onUnknown: "deny",
  check(model, options) {
    const signed = signedBalancersOf(model, options);
    const balancers = headerCheckedBalancers(model);
    const accepted = sourcesOfRules(balancers);
    return balancers
      .filter(({ urn }) => signed.has(urn))
      .flatMap((balancer) => balancer.origins.flatMap((origin) => findingsIn(balancer, origin, accepted)));
  },
};

/** Lists the resources that the rules of all load balancers of a distribution depend on, by its URN. */
function sourcesOfRules(balancers: readonly HeaderCheckedBalancer[]): Map<string, Set<string>> {
  const sources = new Map<string, Set<string>>();
  for (const { origins, rules } of balancers) {
    for (const urn of new Set(origins.map(({ distribution }) => distribution.urn))) {
      const own = sources.get(urn) ?? new Set();
      for (const source of rules.flatMap((rule) => rule.sources)) {
        own.add(source);
      }
      sources.set(urn, own);
    }
  }
  return sources;
}

function findingsIn(
  balancer: HeaderCheckedBalancer,
  from: SendingOrigin,
  accepted: ReadonlyMap<string, ReadonlySet<string>>,
): Finding[] {
  const { distribution, origin, headers } = from;
  const { urn } = distribution;
  const name = quoted(known(origin.id));
  if (origin.headers.state === "unknown") {
    return [unknownFinding(urn, origin.headers, `origin ${name} may send no secret`)];
  }
  const path = `${origin.path}.customHeaders`;
  const checked = headers.filter((header) =>
    balancer.rules.some((rule) =>
      (known(rule.conditions) ?? []).some((condition) => sameName(condition.name, header.name)),
    ),
  );
  const fix = `Send the header that a rule of ${balancer.urn} checks, with a value that it accepts`;
  if (checked.length === 0) {
    const sent = headers.map((header) => quoted(known(header.name))).join(", ");
    const why = `origin ${name} sends ${sent === "" ? "no header" : `${sent}, which no rule of the load balancer checks`}`;
    return [{ urn, path, why, fix }];
  }
  const isAccepted = checked.some((header) =>
    balancer.rules.some((rule) =>
      (known(rule.conditions) ?? []).some((condition) => accepts(rule, condition, from, header)),
    ),
  );
  return isAccepted && !sendsUnaccepted(from, accepted)
    ? []
    : [{ urn, path, why: `no listener rule accepts the secret that origin ${name} sends`, fix }];
}

/**
 * For unknown values: returns whether an origin's header depends on a resource that no rule depends on. The sources of an
 * origin are those of all origins of its distribution, so they are compared with the rules of all its load balancers.
 */
function sendsUnaccepted(
  { distribution, headers, sources }: SendingOrigin,
  accepted: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const isUnknown = headers.some(({ value }) => value.state === "unknown");
  return isUnknown && sources.some((source) => accepted.get(distribution.urn)?.has(source) !== true);
}
