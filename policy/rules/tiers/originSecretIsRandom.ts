import { type Gate, type GateOrigin, gatesOf, randomAmong, sameName } from "../../reachability/headerChecks";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { RandomValue } from "../../resources/storage/secrets";
import type { StackModel } from "../../stack/stack";
import { is, known } from "../../values/field";
import { quoted } from "../findings";
import type { Finding, Rule } from "../rule";

const fewestBits = 128;
/** Small letters and digits: the load balancer compares without case. */
const bitsOfCharacter = Math.log2(36);

/** Nobody can guess what CloudFront sends, or read it in the program. */
export const originSecretIsRandom: Rule = {
  name: "origin-secret-is-random",
  displayName: "Origin secret is random",
  description:
    "A secret header's value comes from a random resource or a secret store, and has at least 128 bits.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "secret header"],
  remediationSteps:
    "Use the hex output of random.RandomBytes with length 32. The load balancer compares without case and takes * and ? " +
    "as wildcards, so random passwords need special set to false.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html",
  level: "signing-and-tiers",
  types: [t.distribution, t.listenerRule, t.randomBytes, t.randomPassword, t.randomString],
  options: [],
  onUnknown: "deny",
  check(model) {
    const gates = gatesOf(model);
    const sources = new Set(
      gates.flatMap(({ origins, rules }) => [...origins, ...rules].flatMap((each) => each.sources)),
    );
    return [
      ...gates.flatMap((gate) => gate.origins.flatMap((origin) => literals(model, gate, origin))),
      ...model.randomValues.filter(({ urn }) => sources.has(urn)).flatMap(weaknesses),
    ];
  },
};

/** Values that the program spells out: known, and not what a random resource or a store gave. */
function literals(
  model: StackModel,
  { rules }: Gate,
  { distribution, origin, headers, sources }: GateOrigin,
): Finding[] {
  const conditions = rules.flatMap((rule) => known(rule.conditions) ?? []);
  const random = randomAmong(model, sources);
  const made = new Set(random.flatMap(({ values }) => values.map(known)));
  const hasStore = random.length < sources.length;
  return headers
    .filter((header) => conditions.some((condition) => sameName(condition.name, header.name)))
    .filter(({ value }) => value.state === "known" && !made.has(value.value) && !hasStore)
    .map(({ value }) => ({
      urn: distribution.urn,
      path: value.path,
      why: `the program spells out the secret of origin ${quoted(known(origin.id))}`,
      fix: "Take it from random.RandomBytes",
    }));
}

function weaknesses({ urn, length, text }: RandomValue): Finding[] {
  const findings: Finding[] = [];
  const bits = (known(length) ?? 0) * (text === undefined ? 8 : bitsOfCharacter);
  if (length.state === "known" && bits < fewestBits) {
    const why = "the secret has fewer than 128 bits that the load balancer compares";
    findings.push({ urn, path: length.path, why, fix: `Set length to ${text === undefined ? 32 : 64}` });
  }
  const allowed = text === undefined ? "" : (known(text.specials) ?? "*?");
  if (text !== undefined && !is(text.special, false) && /[*?]/.test(allowed)) {
    const why = "the secret may hold * and ?, which the load balancer takes as wildcards";
    findings.push({ urn, path: text.special.path, why, fix: "Set special to false" });
  }
  return findings;
}
