import { findRefusals } from "../../reachability/coverage";
import { type Distribution, nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { type Field, known } from "../../values/field";
import type { Finding, Rule } from "../rule";

/** The page that says "log in" can be read by those who have not. */
export const errorPageNeedsNoSignature: Rule = {
  name: "error-page-needs-no-signature",
  displayName: "Error page needs no signature",
  description: "Custom error pages and the default root object fall under behaviors without key groups.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "error pages"],
  remediationSteps:
    "Put a behavior without key groups for the pages before the signed ones, on a bucket of their own.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/creating-custom-error-pages.html",
  level: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "defer",
  check: (model) => model.distributions.flatMap(judge),
};

function judge(distribution: Distribution): Finding[] {
  const { urn, behaviors, errorResponses, rootObject } = distribution;
  const pages = (known(errorResponses) ?? []).map(({ page }): [Field<string>, string] => [
    page,
    "the error page",
  ]);
  return [...pages, [rootObject, "the root object"] as [Field<string>, string]].flatMap(([page, what]) => {
    // Anything else may stand where a path should, and is not to be quoted.
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
              why: `${text} falls under ${nameOf(gap.behavior)}, which demands a signature`,
              fix,
            },
          ]
        : [
            {
              urn,
              path: gap.field.path,
              why: `${text} may need a signature, since this cannot be seen`,
              fix,
              unknown: true,
            },
          ];
    });
  });
}
