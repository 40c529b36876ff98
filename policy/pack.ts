import { PolicyPack, type ResourceValidationPolicy, type StackValidationPolicy } from "@pulumi/policy";
import type { PackOptions } from "./options/options";
import { rules } from "./rules";
import type { Rule, StackPolicyName } from "./rules/rule";
import { refuseConfiguration, rememberConfiguration } from "./runtime/configuration";
import { guard, guardStack } from "./runtime/guard";
import { policyNameProblem } from "./runtime/policyNames";
import { convertPropertiesOnce } from "./runtime/requests";
import { Settings, schemasOf, settingsPolicy } from "./runtime/settings";
import { waiverIsInForce } from "./runtime/waivers";

export type { PackOptions };

/** The policies on the whole stack, with their descriptions. */
const stackPolicies: Readonly<Record<StackPolicyName, string>> = {
  "ingress-paths": "Only CloudFront connects the internet to the origin.",
  "signing-and-tiers": "Signed and public content are separate, and only the signer can use the keys.",
  "stack-hygiene": "Logs exist and contain no credentials, and waivers are in force.",
};

/** Returns every rule of the pack, including that on waivers. */
export function packRules(now: () => Date = () => new Date()): readonly Rule[] {
  return [...rules, waiverIsInForce(rules, now)];
}

/**
 * Starts the policy pack. Call it once, from the main file of the pack's folder.
 *
 * A distribution is checked against the paths that SecureOrigin or Distribution declares for it, and against the option
 * `securePaths`. One with a server as origin or a signed behavior, and neither, gets an advisory.
 *
 * @example makePack({ securePaths: ["/members/*"], adminCidrs: ["203.0.113.0/28"] })
 * @throws OptionError for a misspelt or invalid option
 */
export function makePack(options: PackOptions = {}): PolicyPack {
  const policies = makePolicies(options);
  const registered = policies.map(({ name }) => name);
  refuseConfiguration((names) => policyNameProblem(names, registered, packRules()));
  return new PolicyPack("secure-origin", {
    displayName: "SecureOrigin",
    description: "Only CloudFront reaches the origin, and every secure path needs trusted key groups.",
    provider: "aws",
    tags: ["cloudfront", "signed urls", "network exposure"],
    enforcementLevel: "mandatory",
    policies,
  });
}

/**
 * Creates the policies of the pack, for use in a pack of your own: `pack-settings` first, then one for each rule on single
 * resources, then three on the whole stack, whose rules report under their own names.
 *
 * @param now the clock for the expiry of waivers
 */
export function makePolicies(
  options: PackOptions = {},
  now: () => Date = () => new Date(),
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const everyRule = packRules(now);
  const settings = new Settings(
    options,
    everyRule.map(({ name }) => name),
  );
  rememberConfiguration();
  convertPropertiesOnce();
  const onResources = everyRule.filter(({ scope }) => scope === "resource");
  return [
    settingsPolicy(settings),
    ...onResources.map((rule) => resourcePolicy(rule, settings, now)),
    ...Object.entries(stackPolicies).map(([name, description]) => {
      return stackPolicy(name as StackPolicyName, description, everyRule, settings, now);
    }),
  ];
}

function resourcePolicy(rule: Rule, settings: Settings, now: () => Date): ResourceValidationPolicy {
  const { name, displayName, description, enforcementLevel, severity, framework, tags, remediationSteps } =
    rule;
  return {
    name,
    displayName,
    description,
    configSchema: { properties: { options: schemaOf(rule.options) } },
    enforcementLevel,
    ...guard(rule, settings, now),
    severity,
    framework,
    tags,
    remediationSteps,
    url: rule.url,
  };
}

function stackPolicy(
  name: StackPolicyName,
  description: string,
  everyRule: readonly Rule[],
  settings: Settings,
  now: () => Date,
): StackValidationPolicy {
  const own = everyRule.filter(({ scope }) => scope === name);
  const shared = everyRule.filter((rule) => rule.scope === name || rule.stackPolicy === name);
  return {
    name,
    displayName: `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`,
    description,
    configSchema: { properties: { options: schemaOf([...new Set(own.flatMap(({ options }) => options))]) } },
    enforcementLevel: "mandatory",
    ...guardStack(name, shared, settings, now),
    severity: "critical",
    tags: [...new Set(own.flatMap(({ tags }) => tags))],
    remediationSteps: `Each finding names its rule and its fix. Rules: ${own.map((rule) => rule.name).join(", ")}.`,
    url: own[0]?.url ?? "",
  };
}

/** Nests the options in one object: the engine rejects unknown names only inside an object. */
function schemaOf(names: readonly string[]) {
  return { type: "object" as const, additionalProperties: false, properties: schemasOf(names) };
}
