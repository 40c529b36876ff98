import { findRefusals } from "../../reachability/coverage";
import { type Distribution, nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";
import { componentName, type JudgedPath, judgedPublicPaths } from "./judgedPaths";

/** What is declared public can be read by everybody. */
export const publicPathNeedsNoSignature: Rule = {
  name: "public-path-needs-no-signature",
  displayName: "Public path needs no signature",
  description: "Every URL under a public path is served by a behavior without key groups.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls"],
  remediationSteps:
    "Put a behavior without key groups for the public path before the signed behavior that holds it, or take the path " +
    "out of publicPaths.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
  level: "resource",
  types: [t.distribution],
  options: ["securePaths", "publicPaths", "ignoreDeclaredPaths"],
  onUnknown: "defer",
  check: (model, options) =>
    model.distributions
      .filter(({ reachesServers }) => reachesServers)
      .flatMap((distribution) => {
        const declared = options.ignoreDeclaredPaths ? [] : (model.declaredFor(distribution.urn) ?? []);
        return judgedPublicPaths(declared, options).flatMap((path) => judge(distribution, path));
      }),
};

function judge({ urn, behaviors }: Distribution, { pattern, exceptions, component }: JudgedPath): Finding[] {
  return findRefusals(pattern, behaviors, exceptions).flatMap((gap): Finding[] => {
    const name = nameOf(gap.behavior);
    if (gap.kind === "tooComplex") {
      return [];
    }
    if (gap.kind === "unknown") {
      return [unseen(urn, gap.field, `${gap.witness} may need a signature at ${name}`)];
    }
    const source = component === undefined ? "by the option publicPaths" : `by ${componentName(component)}`;
    const why = `${gap.witness} is public ${source}, and ${name} demands a signature for it`;
    const fix = `Put a behavior for "${pattern}" without trustedKeyGroups before it`;
    return [{ urn, path: `${gap.behavior.path}.trustedKeyGroups`, why, fix }];
  });
}
