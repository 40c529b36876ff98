import { protectsNothing, unmatchedPatterns } from "../../reachability/protection";
import { urnOfStack } from "../../stack/stackUrn";
import type { Finding, Rule } from "../rule";

/** Every pattern of the option protectedOrigins matches a resource; a stack that protects nothing is told so. */
export const protectedOriginsExist: Rule = {
  name: "protected-origins-exist",
  displayName: "Protected origins exist",
  description: "Every pattern of the option protectedOrigins matches a resource that can be protected.",
  rationale:
    "A misspelt pattern, or one of a resource that was renamed, would protect nothing without a word.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["configuration", "network exposure"],
  remediationSteps:
    "Correct the pattern, or remove it. It is compared with the whole URN, in which * matches any characters.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/protecting-networks.html",
  scope: "ingress-paths",
  types: "all",
  options: ["protect", "protectedOrigins"],
  onUnknown: "deny",
  check(model, options) {
    const urn = urnOfStack(model);
    const unmatched = unmatchedPatterns(model, options).map((pattern) => ({
      urn,
      path: `protectedOrigins[${options.protectedOrigins.indexOf(pattern)}]`,
      why: `${pattern} matches no load balancer, server, service, function, API or bucket of this stack`,
      fix: "Correct the pattern, or remove it from the configuration",
    }));
    return protectsNothing(model, options) ? [...unmatched, nothingProtected(urn)] : unmatched;
  },
};

function nothingProtected(urn: string): Finding {
  return {
    urn,
    path: "",
    why: "no distribution of this stack reaches its servers, so nothing is protected and their exposure is not judged",
    fix: "If a distribution of another stack reaches them, set protect to all or name them in protectedOrigins",
    level: "advisory",
  };
}
