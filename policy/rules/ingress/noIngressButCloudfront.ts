import type { Hop } from "../../reachability/delivery";
import { connectionsOf, type IngressPath, ingressPaths } from "../../reachability/ingressPaths";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { matches, type Options, rangesOf } from "../../runtime/options";
import type { StackModel } from "../../stack/stack";
import type { Finding, Rule } from "../rule";

/** The proof that CloudFront is the only way in, or the path that breaks it. */
export const noIngressButCloudfront: Rule = {
  name: "no-ingress-but-cloudfront",
  displayName: "No entry but CloudFront",
  description: "No path leads from the internet to a protected origin but through a distribution.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "network exposure", "reachability"],
  remediationSteps:
    "Close the path where the message says. Protected are the load balancers and servers that CloudFront reaches, or " +
    "those that the option protectedOrigins names.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  level: "entry-paths",
  types: "all",
  options: ["protectedOrigins", "adminCidrs", "cloudFrontPrefixLists"],
  onUnknown: "deny",
  check: (model, options) => [
    ...ingressPaths(model, guarded(model, options), {
      admins: rangesOf(options.adminCidrs),
      lists: options.cloudFrontPrefixLists,
    }).map(explain),
    ...sharedViewers(model),
  ],
};

/** Tells what only CloudFront should reach. */
export function guarded(model: StackModel, { protectedOrigins }: Options): (urn: string) => boolean {
  const { reached } = connectionsOf(model);
  return protectedOrigins.length === 0
    ? (urn) => reached.has(urn)
    : (urn) => protectedOrigins.some((pattern) => matches(pattern, urn));
}

function explain({ entry, hops, reaches }: IngressPath): Finding {
  const { urn, argument } = entry.first;
  const why = `the internet reaches ${reaches} through this ${entry.kind}: the internet → ${hops.map(spell).join(" → ")}`;
  return { urn, path: argument, why, fix: entry.fix };
}

function spell({ urn, argument }: Hop): string {
  return argument === "" ? urn : `${urn} (${argument})`;
}

/** A continuous deployment policy hands viewers on to a second distribution, which has to be seen as well. */
function sharedViewers(model: StackModel): Finding[] {
  return model.distributions.flatMap(({ urn, continuousDeployment: policy }) => {
    const link = model.links.to(urn, policy, t.continuousDeploymentPolicy);
    if (link.state !== "outside" && link.state !== "unknown") {
      return [];
    }
    const why =
      "a policy that this stack does not make hands viewers on to a distribution which cannot be seen";
    const fix = "Make the policy and its staging distribution in this stack";
    return [{ urn, path: policy.path, why, fix, unknown: link.state === "unknown" }];
  });
}
