import { findRefusals } from "../../reachability/coverage";
import { type Distribution, nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { type Field, known, whyUnknown } from "../../values/field";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Error pages are public, and so is the default root object of a public root. */
export const errorPageNeedsNoSignature: Rule = {
  name: "error-page-needs-no-signature",
  displayName: "Error page needs no signature",
  description:
    "Custom error pages, and the default root object where / needs no signature, are served by behaviors without key groups.",
  rationale: "Visitors without a signature must be able to see these pages, such as a login page.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "error pages"],
  remediationSteps:
    "Serve the pages from a bucket of their own, by a behavior without key groups before the signed ones.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/creating-custom-error-pages.html",
  scope: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "defer",
  check: (model) => model.distributions.flatMap(findingsIn),
};

function findingsIn(distribution: Distribution): Finding[] {
  const { urn, behaviors, errorResponses, rootObject } = distribution;
  const list: readonly Field<string>[] =
    errorResponses.state === "unknown"
      ? [errorResponses]
      : (known(errorResponses) ?? []).map(({ page }) => page);
  const pages = list.map((page): [Field<string>, string] => [page, "the error page"]);
  const root: [Field<string>, string][] = isRootSigned(distribution) ? [] : [[rootObject, "the root object"]];
  return [...pages, ...root].flatMap(([page, what]) => {
    if (page.state === "unknown") {
      return [unknownFinding(urn, page, `${what} may require a signature`)];
    }
    // Anything else is not a path, and must not be quoted.
    if (page.state !== "known" || !/^[\w./~-]{1,255}$/.test(page.value)) {
      return [];
    }
    return findRefusals(page.value, behaviors).flatMap((gap): Finding[] => {
      const fix = "Put a behavior without key groups for it before the signed ones";
      const text = `${what} ${page.value}`;
      if (gap.kind === "tooComplex") {
        return [];
      }
      return gap.kind === "open"
        ? [
            {
              urn,
              path: page.path,
              why: `${text} is served by ${nameOf(gap.behavior)}, which requires a signature`,
              fix,
            },
          ]
        : [
            {
              urn,
              path: gap.field.path,
              why: `${text} may require a signature, since this ${whyUnknown(gap.field)}`,
              fix,
              unknown: true,
            },
          ];
    });
  });
}

/**
 * Returns whether the address without a path requires a signature itself. The root object, which it returns, then may as well.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html
 */
function isRootSigned({ behaviors }: Distribution): boolean {
  return findRefusals("/", behaviors).some(({ kind }) => kind === "open");
}
