import { isRefused } from "../../reachability/tiers/tierTargets";
import { type Behavior, type Distribution, isSigned, nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { quoted, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Public behaviors do not share an origin with signed ones. */
export const signedOriginNeedsTrustedKeyGroups: Rule = {
  name: "signed-origin-needs-trusted-key-groups",
  displayName: "Signed origin needs trusted key groups",
  description: "An origin of a signed behavior is not used by a behavior without key groups.",
  rationale:
    "CloudFront and the application can interpret a path differently, so a public request to a shared origin can " +
    "return signed content.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "tiers"],
  remediationSteps:
    "Give public behaviors an origin of their own, with a secret header that routes to another port of the " +
    "application.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
  scope: "resource",
  stackPolicy: "signing-and-tiers",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) => model.distributions.flatMap((each) => findingsIn(model, each)),
};

function findingsIn(model: StackModel, distribution: Distribution): Finding[] {
  const { urn, behaviors, origins } = distribution;
  // Buckets are compared by key, and an origin that is always refused serves nothing.
  const isSpared = (name: string) => {
    const origin = (known(origins) ?? []).find(({ id }) => known(id) === name);
    return origin !== undefined && (origin.kind === "bucket" || isRefused(model, distribution, origin));
  };
  const signed = behaviors.filter(isSigned);
  const members = new Set(signed.flatMap((behavior) => originsOf(distribution, behavior)));
  return behaviors
    .filter((behavior) => !isSigned(behavior))
    .flatMap((behavior): Finding[] => {
      const { targetOrigin: target } = behavior;
      if (members.size > 0 && target.state === "unknown") {
        return [unknownFinding(urn, target, `${nameOf(behavior)} may use an origin of the signed tier`)];
      }
      const shared = originsOf(distribution, behavior).find((id) => members.has(id) && !isSpared(id));
      if (shared === undefined) {
        return [];
      }
      const through =
        shared === known(target) ? "" : ` as a member of the origin group ${quoted(known(target))}`;
      const why = `${nameOf(behavior)} has no key groups and uses origin ${quoted(shared)} of the signed tier${through}`;
      return [{ urn, path: target.path, why, fix: "Set targetOriginId to an origin of the public tier" }];
    });
}

/** Returns the origin of a behavior, or all members of its origin group. */
function originsOf({ originGroups }: Distribution, { targetOrigin }: Behavior): string[] {
  const target = known(targetOrigin);
  const group = originGroups.find(({ id }) => id.state === "known" && id.value === target);
  const ids = group === undefined ? [target] : group.members.map(known);
  return ids.filter((id) => id !== undefined);
}
