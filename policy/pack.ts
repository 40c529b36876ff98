import { PolicyPack, type ResourceValidationPolicy, type StackValidationPolicy } from "@pulumi/policy";
import type { Rule, StackPolicyName } from "./rules";
import * as all from "./rules";
import { refuseConfiguration } from "./runtime/configuration";
import { guard, guardStack } from "./runtime/guard";
import type { PackOptions } from "./runtime/options";
import { policyNameProblem } from "./runtime/policyNames";
import { Settings, schemasOf, settingsPolicy } from "./runtime/settings";
import { waiverIsInForce } from "./runtime/waivers";

export type { PackOptions };

/** Every rule of the pack, in the order in which it reports. */
const rules: readonly Rule[] = [
  // CloudFront is the only way in.
  all.noInternetFacingLoadBalancer,
  all.noPublicAddress,
  all.noOpenSecurityGroup,
  all.noPublicCloudfrontOrigin,
  all.noUnanalysableIngress,
  all.noIngressButCloudfront,
  all.originSecurityGroupAdmitsOnlyCloudfront,
  // Secure paths need a signature.
  all.securePathsNeedTrustedKeyGroups,
  all.signedOriginNeedsTrustedKeyGroups,
  all.noTrustedSigners,
  all.errorPageNeedsNoSignature,
  all.publicPathNeedsNoSignature,
  // Two tiers, told apart by a secret header.
  all.listenerDefaultActionRefuses,
  all.listenerRuleChecksSecretHeader,
  all.listenerRuleChecksOriginSecret,
  all.originSecretIsAccepted,
  all.tiersHaveOwnSecrets,
  all.tiersHaveOwnPorts,
  all.originSecretIsRandom,
  // Signing keys, and who uses them.
  all.publicKeyIsRsa2048OrP256,
  all.keyGroupHasKeys,
  all.publicKeyIsInOneKeyGroup,
  all.noPrivateKeyMaterial,
  all.noPrivateKeyOutput,
  all.noKeyOfAnotherEnvironment,
  all.noWildcardSigningPermission,
  all.signingKeyHasOneUser,
  // Transport.
  all.viewerUsesHttps,
  all.viewerTlsFloor,
  all.originTlsFloor,
  all.listenerTlsFloor,
  all.targetGroupUsesTls,
  // What surrounds the way in.
  all.instanceMetadataNeedsToken,
  all.volumeIsEncrypted,
  all.distributionHasAccessLogs,
  all.accessLogHoldsNoSignature,
  all.logBucketIsPrivate,
  all.distributionHasWebAcl,
  all.behaviorHasSecurityHeaders,
  all.distributionCachesNoErrors,
  all.loadBalancerDropsInvalidHeaders,
  all.loadBalancerMitigatesDesync,
  all.loadBalancerHasDeletionProtection,
];

/** Each is a walk over all resources, so rules share them. */
const stackPolicies: Readonly<Record<StackPolicyName, string>> = {
  "entry-paths": "CloudFront is the only way from the internet to the origin.",
  "signing-and-tiers": "Signed and public content are kept apart, and keys where they belong.",
  "stack-hygiene": "Logs are kept and hold no credentials, and waivers are in force.",
};

/** Every rule of the pack, that on waivers among them. */
export function packRules(now: () => Date = () => new Date()): readonly Rule[] {
  return [...rules, waiverIsInForce(rules, now)];
}

/**
 * Starts the policy pack. Called once, from the entry point of a pack's folder.
 *
 * A distribution is judged by the paths that SecureOrigin or Distribution declares for it, and by `securePaths`;
 * one that reaches servers and for which neither says anything gets an advisory line.
 *
 * @example makePack({ securePaths: ["/members/*"], adminCidrs: ["203.0.113.0/28"] })
 * @throws OptionError for a misspelt or unusable option
 */
export function makePack(options: PackOptions = {}): PolicyPack {
  const policies = makePolicies(options);
  const registered = policies.map(({ name }) => name);
  refuseConfiguration((names) => policyNameProblem(names, registered, packRules()));
  return new PolicyPack("secure-origin", {
    displayName: "SecureOrigin",
    description: "CloudFront is the only way in, and every secure path needs trusted key groups.",
    provider: "aws",
    tags: ["cloudfront", "signed urls", "network exposure"],
    enforcementLevel: "mandatory",
    policies,
  });
}

/**
 * The policies of the pack, for a program that puts them into a pack of its own: that of the settings first, one for
 * each rule on single resources, and three that the rules on the whole stack report under their own names.
 *
 * @param now the clock that waivers expire by
 */
export function makePolicies(
  options: PackOptions = {},
  now: () => Date = () => new Date(),
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const everything = packRules(now);
  const settings = new Settings(
    options,
    everything.map(({ name }) => name),
  );
  const ofResources = everything.filter(({ level }) => level === "resource");
  return [
    settingsPolicy(settings),
    ...ofResources.map((rule) => resourcePolicy(rule, settings, now)),
    ...Object.entries(stackPolicies).map(([name, description]) => {
      const own = everything.filter(({ level }) => level === name);
      return stackPolicy(name, description, own, settings, now);
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
  name: string,
  description: string,
  own: readonly Rule[],
  settings: Settings,
  now: () => Date,
): StackValidationPolicy {
  return {
    name,
    displayName: `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`,
    description,
    configSchema: { properties: { options: schemaOf([...new Set(own.flatMap(({ options }) => options))]) } },
    enforcementLevel: "mandatory",
    ...guardStack(own, settings, now),
    severity: "critical",
    tags: [...new Set(own.flatMap(({ tags }) => tags))],
    remediationSteps: `Each finding names its rule and its fix. Rules: ${own.map((rule) => rule.name).join(", ")}.`,
    url: own[0]?.url ?? "",
  };
}

/** One object for all options of a rule: only inside an object does the engine refuse a name that it does not know. */
function schemaOf(names: readonly string[]) {
  return { type: "object" as const, additionalProperties: false, properties: schemasOf(names) };
}
