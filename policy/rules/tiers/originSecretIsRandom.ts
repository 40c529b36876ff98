import {
  type HeaderCheckedBalancer,
  headerCheckedBalancers,
  randomAmong,
  type SendingOrigin,
  sameName,
} from "../../reachability/headerCheckedBalancers";
import type { RandomValue } from "../../resources/access/randomValues";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { is, known } from "../../values/field";
import { quoted } from "../findings";
import type { Finding, Rule } from "../rule";

const minimumBits = 128;
/** Letters and digits; the load balancer ignores case. */
const bitsOfCharacter = Math.log2(36);

/** Secret headers are random. */
export const originSecretIsRandom: Rule = {
  name: "origin-secret-is-random",
  displayName: "Origin secret is random",
  description: "A secret header comes from a random resource or a secret store, and has at least 128 bits.",
  rationale: "A secret in the source code is known to everyone who reads it, and a short one can be guessed.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "secret header"],
  remediationSteps:
    "Use the hex output of random.RandomBytes with length 32. The load balancer ignores case and treats * and ? as " +
    "wildcards, so a random password needs special set to false.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.listenerRule, t.randomBytes, t.randomPassword, t.randomString],
  options: [],
  onUnknown: "deny",
  check(model) {
    const balancers = headerCheckedBalancers(model);
    const sources = new Set(
      balancers.flatMap(({ origins, rules }) => [...origins, ...rules].flatMap((each) => each.sources)),
    );
    return [
      ...balancers.flatMap((balancer) =>
        balancer.origins.flatMap((origin) => literals(model, balancer, origin)),
      ),
      ...model.randomValues.filter(({ urn }) => sources.has(urn)).flatMap(weaknesses),
    ];
  },
};

/** Finds literal values: known, and not from a random resource or a secret store. */
function literals(
  model: StackModel,
  { rules }: HeaderCheckedBalancer,
  { distribution, origin, headers, sources }: SendingOrigin,
): Finding[] {
  const conditions = rules.flatMap((rule) => known(rule.conditions) ?? []);
  const random = randomAmong(model, sources);
  const generated = new Set(random.flatMap(({ values }) => values.map(known)));
  const hasStore = random.length < sources.length;
  return headers
    .filter((header) => conditions.some((condition) => sameName(condition.name, header.name)))
    .filter(({ value }) => value.state === "known" && !generated.has(value.value) && !hasStore)
    .map(({ value }) => ({
      urn: distribution.urn,
      path: value.path,
      why: `the secret of origin ${quoted(known(origin.id))} is a literal in the program`,
      fix: "Use random.RandomBytes",
    }));
}

function weaknesses({ urn, length, characters }: RandomValue): Finding[] {
  const findings: Finding[] = [];
  const bits = (known(length) ?? 0) * (characters === undefined ? 8 : bitsOfCharacter);
  if (length.state === "known" && bits < minimumBits) {
    const why = "the secret has fewer than 128 bits";
    findings.push({
      urn,
      path: length.path,
      why,
      fix: `Set length to ${characters === undefined ? 32 : 64}`,
    });
  }
  const allowed = characters === undefined ? "" : (known(characters.specials) ?? "*?");
  if (characters !== undefined && !is(characters.special, false) && /[*?]/.test(allowed)) {
    const why = "the secret may contain * or ?, which the load balancer treats as wildcards";
    findings.push({ urn, path: characters.special.path, why, fix: "Set special to false" });
  }
  return findings;
}
