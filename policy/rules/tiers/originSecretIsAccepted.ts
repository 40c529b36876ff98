import { accepts, type Gate, type GateOrigin, gatesOf, sameName } from "../../reachability/headerChecks";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import { quoted, unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** What CloudFront sends is what the load balancer lets through. */
export const originSecretIsAccepted: Rule = {
  name: "origin-secret-is-accepted",
  displayName: "Origin secret is accepted",
  description:
    "Each origin on a load balancer sends a secret header that one of the listener's rules accepts.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "secret header"],
  remediationSteps:
    "Send a header in the origin's customHeaders, and list its value in a rule of the listener, from the same resource.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  level: "signing-and-tiers",
  types: [t.distribution, t.listenerRule, t.vpcOrigin, t.loadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) => gatesOf(model).flatMap((gate) => gate.origins.flatMap((origin) => judge(gate, origin))),
};

function judge(gate: Gate, from: GateOrigin): Finding[] {
  const { distribution, origin, headers } = from;
  const { urn } = distribution;
  const name = quoted(known(origin.id));
  if (origin.headers.state === "unknown") {
    return [unseen(urn, origin.headers, `origin ${name} may send no secret`)];
  }
  const path = `${origin.path}.customHeaders`;
  const checked = headers.filter((header) =>
    gate.rules.some((rule) =>
      (known(rule.conditions) ?? []).some((condition) => sameName(condition.name, header.name)),
    ),
  );
  const fix = `Send the header that a rule of ${gate.balancer} checks, with a value that it accepts`;
  if (checked.length === 0) {
    const sent = headers.map((header) => quoted(known(header.name))).join(", ");
    const why = `origin ${name} sends ${sent === "" ? "no header" : sent}, which no rule of the load balancer checks`;
    return [{ urn, path, why, fix }];
  }
  const isAccepted = checked.some((header) =>
    gate.rules.some((rule) =>
      (known(rule.conditions) ?? []).some((condition) => accepts(rule, condition, from, header)),
    ),
  );
  return isAccepted && !sendsStranger(gate, from)
    ? []
    : [{ urn, path, why: `no rule accepts the secret that origin ${name} sends`, fix }];
}

/** While values are unknown: whether one of the origins sends what no rule of the load balancer is made from. */
function sendsStranger({ rules }: Gate, { headers, sources }: GateOrigin): boolean {
  const isUnknown = headers.some(({ value }) => value.state === "unknown");
  return isUnknown && sources.some((source) => !rules.some((rule) => rule.sources.includes(source)));
}
