import { findRefusals } from "../../reachability/coverage";
import { type Distribution, nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { type CheckedPath, checkedPublicPaths, componentName, isCheckedByOptions } from "./checkedPaths";

/** Every URL under a public path is served by a behavior without key groups. */
export const publicPathNeedsNoSignature: Rule = {
  name: "public-path-needs-no-signature",
  displayName: "Public path needs no signature",
  description: "Every URL under a public path is served by a behavior without key groups.",
  rationale:
    "A signed behavior that comes first rejects visitors who should see the page without logging in.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls"],
  remediationSteps:
    "Put a behavior without key groups for the public path before the signed behavior that matches it, or remove the " +
    "path from publicPaths.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
  scope: "resource",
  types: [t.distribution],
  options: ["securePaths", "publicPaths", "ignoreDeclaredPaths"],
  onUnknown: "defer",
  check: (model, options) =>
    model.distributions.flatMap((distribution) => {
      const declared = options.ignoreDeclaredPaths ? [] : (model.declaredFor(distribution.urn) ?? []);
      const own = isCheckedByOptions(distribution) ? options : { securePaths: [], publicPaths: [] };
      return checkedPublicPaths(declared, own).flatMap((path) => findingsIn(distribution, path));
    }),
};

function findingsIn(
  { urn, behaviors }: Distribution,
  { pattern, exceptions, component }: CheckedPath,
): Finding[] {
  return findRefusals(pattern, behaviors, exceptions).flatMap((gap): Finding[] => {
    const name = nameOf(gap.behavior);
    if (gap.kind === "tooComplex") {
      return [];
    }
    if (gap.kind === "unknown") {
      return [unknownFinding(urn, gap.field, `${gap.samplePath} may require a signature at ${name}`)];
    }
    const source =
      component === undefined
        ? "according to the option publicPaths"
        : `according to ${componentName(component)}`;
    const why = `${gap.samplePath} is public ${source}, but ${name} requires a signature for it`;
    const fix = `Put a behavior for "${pattern}" without trustedKeyGroups before it`;
    return [{ urn, path: `${gap.behavior.path}.trustedKeyGroups`, why, fix }];
  });
}
