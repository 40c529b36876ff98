import {
  type HeaderCheckedBalancer,
  headerCheckedBalancers,
  sameName,
} from "../../reachability/tiers/headerCheckedBalancers";
import { provenanceOf, randomIn, randomTypes } from "../../reachability/tiers/secretSources";
import type { RandomValue } from "../../resources/access/randomValues";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { entropyBound, minimumBits } from "../../values/entropy";
import { type Field, known, type UnknownField } from "../../values/field";
import { quoted, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { signedBalancerOptions, signedBalancersOf } from "./signedBalancers";

/** Secret headers are random. */
export const originSecretIsRandom: Rule = {
  name: "origin-secret-is-random",
  displayName: "Origin secret is random",
  description:
    "A secret header has at least 128 bits, compared without case, and is no literal in the program.",
  rationale: "A secret in the source code is known to everyone who reads it, and a short one can be guessed.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "secret header"],
  remediationSteps:
    "Use the hex output of random.RandomBytes with length 32. The load balancer ignores case and treats * and ? as " +
    "wildcards, so a random password needs special set to false.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.listenerRule, t.parameter, ...randomTypes, t.secretVersion],
  options: signedBalancerOptions,
  onUnknown: "deny",
  check(model, options) {
    const signed = signedBalancersOf(model, options);
    const findings = headerCheckedBalancers(model)
      .filter(({ urn }) => signed.has(urn))
      .flatMap(secretsOf)
      .flatMap((secret) => findingsIn(model, secret));
    const seen = new Set<string>();
    return findings.filter(({ urn, path, why }) => {
      const key = [urn, path, why].join("\n");
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
  },
};

/** The values of a secret header in one resource, and the resources that they all depend on. */
interface Secrets {
  readonly urn: string;
  /** Completes "the secret of" in a message; undefined for a listener rule, whose literals other rules report. */
  readonly owner: string | undefined;
  readonly values: readonly Field<string>[];
  readonly sources: readonly string[];
}

function secretsOf({ origins, rules }: HeaderCheckedBalancer): Secrets[] {
  const conditions = rules.flatMap((rule) => known(rule.conditions) ?? []);
  const checked = new Set(rules.flatMap(({ sources }) => sources));
  return [
    ...rules.map((rule) => ({
      urn: rule.urn,
      owner: undefined,
      values: (known(rule.conditions) ?? []).flatMap(({ values }) => values),
      sources: rule.sources,
    })),
    ...origins.map(({ distribution, origin, headers, sources }) => {
      const values = headers
        .filter((header) => conditions.some((condition) => sameName(condition.name, header.name)))
        .map(({ value }) => value);
      // The engine records the sources of all origins together; those of a rule are judged with the rule.
      const isKnown = values.every(({ state }) => state === "known");
      const own = isKnown ? sources : sources.filter((source) => !checked.has(source));
      return { urn: distribution.urn, owner: `origin ${quoted(known(origin.id))}`, values, sources: own };
    }),
  ];
}

function findingsIn(model: StackModel, secrets: Secrets): Finding[] {
  const { random, stored, isHidden } = provenanceOf(model, secrets.sources);
  const unknown = secrets.values.filter(({ state }) => state === "unknown").length;
  const isStored = isHidden || stored.length > 0;
  return [
    ...secrets.values.flatMap((field) => weaknessesOf(field, random, secrets, isStored)),
    ...(unknown === 0 ? [] : weakest(random, unknown)),
    ...(unknown === 0 ? [] : stored.flatMap(weakStored)),
    ...random.flatMap(wildcards),
    ...random.flatMap(ofUnknownLength),
  ];
}

/** Judges a known value by the random values in it, or else by itself. */
function weaknessesOf(
  field: Field<string>,
  random: readonly RandomValue[],
  { urn, owner }: Secrets,
  isStored: boolean,
): Finding[] {
  const value = known(field);
  if (value === undefined) {
    return [];
  }
  const parts = randomIn(value, random);
  if (parts.length > 0) {
    const bits = parts.reduce((sum, part) => sum + (part.bits ?? minimumBits), 0);
    return bits < minimumBits ? parts.slice(0, 1).map((part) => tooShort(part.value)) : [];
  }
  if (owner === undefined) {
    return [];
  }
  const at = { urn, path: field.path, fix: "Use random.RandomBytes" };
  if (entropyBound(value) < minimumBits) {
    return [{ ...at, why: `the secret of ${owner} has fewer than 128 bits and can be guessed` }];
  }
  const why = `the secret of ${owner} is known in preview and is no output of a random resource, so it may be a literal in the program`;
  return isStored ? [] : [{ ...at, why, level: "advisory" }];
}

/**
 * Judges random values behind unknown ones. More of them than values means that some are joined, so only their sum counts.
 */
function weakest(random: readonly RandomValue[], values: number): Finding[] {
  const weak = random.filter(({ bits }) => bits !== undefined && bits < minimumBits);
  const sum = random.reduce((bits, each) => bits + (each.bits ?? minimumBits), 0);
  const areJoined = random.length > values && sum >= minimumBits * values;
  return areJoined ? [] : weak.map(tooShort);
}

function tooShort({ urn, path, enough }: RandomValue): Finding {
  const fix = enough === undefined ? "Use random.RandomBytes with length 32" : `Set ${path} to ${enough}`;
  return { urn, path, why: "the secret has fewer than 128 bits", fix };
}

/** Judges a secret or parameter by its strongest text: a secret can hold several in JSON. */
function weakStored({ urn, value }: { readonly urn: string; readonly value: Field<string> }): Finding[] {
  const text = known(value);
  if (text === undefined || textsIn(text).some((each) => entropyBound(each) >= minimumBits)) {
    return [];
  }
  const why = "the value of a secret header has fewer than 128 bits and can be guessed";
  return [{ urn, path: value.path, why, fix: "Use random.RandomBytes with length 32" }];
}

function textsIn(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? Object.values(parsed).map(String) : [text];
  } catch {
    return [text];
  }
}

function ofUnknownLength({ urn, path, bits }: RandomValue): Finding[] {
  const field: UnknownField = { state: "unknown", path, reason: "preview" };
  return bits === undefined ? [unknownFinding(urn, field, "the secret may have fewer than 128 bits")] : [];
}

function wildcards({ urn, specials }: RandomValue): Finding[] {
  const why = "the secret may contain * or ?, which the load balancer treats as wildcards";
  return specials !== undefined && /[*?]/.test(specials.characters)
    ? [{ urn, path: specials.path, why, fix: "Set special to false" }]
    : [];
}
