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
    return headerCheckedBalancers(model)
      .filter(({ urn }) => signed.has(urn))
      .flatMap((balancer) => balancer.origins.flatMap((origin) => findingsIn(balancer, origin)));
  },
};

function findingsIn(balancer: HeaderCheckedBalancer, from: SendingOrigin): Finding[] {
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
  return isAccepted && !sendsUnaccepted(balancer, from)
    ? []
    : [{ urn, path, why: `no listener rule accepts the secret that origin ${name} sends`, fix }];
}

/** For unknown values: returns whether an origin's header depends on a resource that no rule depends on. */
function sendsUnaccepted({ rules }: HeaderCheckedBalancer, { headers, sources }: SendingOrigin): boolean {
  const isUnknown = headers.some(({ value }) => value.state === "unknown");
  return isUnknown && sources.some((source) => !rules.some((rule) => rule.sources.includes(source)));
}
