import { type IngressPath, isAdvice, pathText } from "../../reachability/ingressPaths";
import { pathsToProtected } from "../../reachability/protection";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import type { Finding, Rule } from "../rule";

/** No ingress path leads to a protected origin except through CloudFront. */
export const noIngressButCloudfront: Rule = {
  name: "no-ingress-but-cloudfront",
  displayName: "No ingress but CloudFront",
  description:
    "No ingress path leads from the internet to a protected origin, except through a distribution.",
  rationale:
    "Every other path bypasses CloudFront, and with it every check of a signature. The message names each resource on " +
    "the path.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "network exposure", "reachability"],
  remediationSteps:
    "Close the path at the resource that the message names. Protected is what distributions reach through any kind of " +
    "origin, or with the option protect every server of the stack; the option protectedOrigins adds more.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  scope: "ingress-paths",
  types: "all",
  options: ["protect", "protectedOrigins", "adminCidrs", "cloudFrontPrefixLists"],
  onUnknown: "deny",
  check: (model, options) => [
    ...distinct(model, pathsToProtected(model, options)).map((path) => describe(model, path)),
    ...sharedViewers(model),
  ],
};

/** Leaves out a path through the same resources as another, such as of IPv6 beside IPv4. */
function distinct(model: StackModel, paths: readonly IngressPath[]): IngressPath[] {
  const byHops = new Map<string, IngressPath>();
  for (const path of paths) {
    const { point, hops, reaches } = path;
    const key = [isAdvice(model, path), point.first.argument, ...hops.map(({ urn }) => urn), reaches].join(
      " ",
    );
    byHops.set(key, byHops.get(key) ?? path);
  }
  return [...byHops.values()];
}

function describe(model: StackModel, path: IngressPath): Finding {
  const { point, reaches } = path;
  const { urn, argument } = point.first;
  const { from = "the internet", kind, fix } = point;
  const way = `reaches ${reaches} through this ${kind}`;
  const why =
    point.isUnrouted === true
      ? `as soon as an internet gateway leads there, ${from} ${way}: ${pathText(path)}`
      : `${from} ${way}: ${pathText(path)}`;
  return { urn, path: argument, why, fix, ...(isAdvice(model, path) ? { level: "advisory" } : {}) };
}

/** A continuous deployment policy sends viewers to a second distribution, which must be in the stack as well. */
function sharedViewers(model: StackModel): Finding[] {
  return model.distributions.flatMap(({ urn, continuousDeployment: policy }) => {
    const link = model.links.to(urn, policy, t.continuousDeploymentPolicy);
    if (link.state !== "outside" && link.state !== "unknown") {
      return [];
    }
    const why = "a policy outside this stack sends viewers to a distribution that the pack cannot check";
    const fix = "Create the policy and its staging distribution in this stack";
    return [{ urn, path: policy.path, why, fix, unknown: link.state === "unknown" }];
  });
}
