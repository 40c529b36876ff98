import { PolicyPack, type ResourceValidationPolicy, type StackValidationPolicy } from "@pulumi/policy";
import { guard } from "./guard";
import { definitions, type OptionName, type PackOptions, resolveOptions } from "./options";
import {
  noInternetFacingLoadBalancer,
  noOpenSecurityGroup,
  noPublicAddress,
  type Rule,
  securePathsNeedTrustedKeyGroups,
} from "./rules";

export type { PackOptions };

/** Every rule of the pack. */
const rules: readonly Rule[] = [
  noInternetFacingLoadBalancer,
  noPublicAddress,
  noOpenSecurityGroup,
  securePathsNeedTrustedKeyGroups,
];

/**
 * Starts the policy pack. Called once, from the entry point of a pack's folder.
 *
 * Without `securePaths` no path is taken for secure, and an advisory line says so for each distribution.
 *
 * @example makePack({ securePaths: ["/members/*"], adminCidrs: ["203.0.113.0/28"] })
 * @throws OptionError for a misspelt or unusable option
 */
export function makePack(options: PackOptions = {}): PolicyPack {
  return new PolicyPack("secure-origin", {
    displayName: "SecureOrigin",
    description: "CloudFront is the only way in, and every secure path needs trusted key groups.",
    provider: "aws",
    tags: ["cloudfront", "signed urls", "network exposure"],
    enforcementLevel: "mandatory",
    policies: makePolicies(options),
  });
}

/** The policies of the pack, for a program that puts them into a pack of its own. */
export function makePolicies(
  options: PackOptions = {},
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const resolved = resolveOptions(options);
  return rules.map((rule) => ({
    name: rule.name,
    displayName: rule.displayName,
    description: rule.description,
    configSchema: { properties: { options: schemaOf(rule.options) } },
    enforcementLevel: rule.enforcementLevel,
    ...guard(rule, resolved),
    severity: rule.severity,
    framework: rule.framework,
    tags: rule.tags,
    remediationSteps: rule.remediationSteps,
    url: rule.url,
  }));
}

/** One object for all options of a rule: only inside an object does the engine refuse a name that it does not know. */
function schemaOf(names: readonly OptionName[]) {
  const properties = names.map((name) => {
    const { description, entry } = definitions[name];
    return [
      name,
      { type: "array" as const, description, items: { type: "string" as const, pattern: entry } },
    ];
  });
  return {
    type: "object" as const,
    additionalProperties: false,
    properties: Object.fromEntries(properties) as Record<string, object>,
  };
}
