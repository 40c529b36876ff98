import type { Hop } from "../../reachability/forwarding";
import { type IngressPath, ingressPaths } from "../../reachability/ingressPaths";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { parseRanges } from "../../values/ranges";
import type { Finding, Rule } from "../rule";
import { protectedOrigins } from "./protectedOrigins";

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
    "Close the path at the resource that the message names. Protected are the load balancers and instances behind " +
    "CloudFront, or those of the option protectedOrigins.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  scope: "ingress-paths",
  types: "all",
  options: ["protectedOrigins", "adminCidrs", "cloudFrontPrefixLists"],
  onUnknown: "deny",
  check: (model, options) => [
    ...ingressPaths(model, protectedOrigins(model, options), {
      admins: parseRanges(options.adminCidrs),
      lists: options.cloudFrontPrefixLists,
    }).map(describe),
    ...sharedViewers(model),
  ],
};

function describe({ point, hops, reaches }: IngressPath): Finding {
  const { urn, argument } = point.first;
  const { from = "the internet", kind, fix, isForAdministrators } = point;
  const start = from === "the internet" ? "internet" : from;
  const why = `${from} reaches ${reaches} through this ${kind}: ${start} → ${hops.map(hopText).join(" → ")}`;
  return { urn, path: argument, why, fix, ...(isForAdministrators === true ? { level: "advisory" } : {}) };
}

function hopText({ urn, argument }: Hop): string {
  return argument === "" ? urn : `${urn} (${argument})`;
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
