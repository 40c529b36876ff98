import type { Distribution, ErrorResponse } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** The statuses that CloudFront caches by default, and whose caching can be configured. */
const cached = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

/** Distributions do not cache errors of signed content. */
export const distributionCachesNoErrors: Rule = {
  name: "distribution-caches-no-errors",
  displayName: "Distribution caches no errors",
  description: "A distribution with signed behaviors and a server as origin caches no errors.",
  rationale:
    "CloudFront caches an error for ten seconds by default, whatever its Cache-Control says, under a key without " +
    "cookies: one visitor's error, with its cookies, is served to others.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["cloudfront", "caching", "signed cookies"],
  remediationSteps: `Set customErrorResponses with errorCachingMinTtl 0 for ${cached.join(", ")}; they need no page.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html",
  scope: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) => model.distributions.filter(isAtRisk).flatMap(findingsIn),
};

/** Returns whether errors may contain personal data: an unknown list of key groups counts as one. */
function isAtRisk({ behaviors, hasServerOrigin }: Distribution): boolean {
  const mayBe = ({ state }: { state: string }, value: boolean | undefined): boolean =>
    state === "unknown" || value === true;
  return (
    hasServerOrigin &&
    behaviors.some(({ signed, signers }) => mayBe(signed, known(signed)) || mayBe(signers, known(signers)))
  );
}

function findingsIn({ urn, errorResponses: field }: Distribution): Finding[] {
  if (field.state === "unknown") {
    return [unknownFinding(urn, field, "errors of one visitor may be cached for others")];
  }
  const responses = field.state === "known" ? field.value : [];
  const unknownCode = responses.map(({ code }) => code).find((code) => code.state === "unknown");
  if (unknownCode?.state === "unknown") {
    return [unknownFinding(urn, unknownCode, "errors of one visitor may be cached for others")];
  }
  const found = responses.filter(({ code }) => cached.includes(known(code) ?? 0));
  const named = new Set(found.map(({ code }) => known(code)));
  const missing = cached.filter((code) => !named.has(code));
  return [
    ...found.flatMap((response) => findingsInResponse(urn, response)),
    ...(missing.length === 0
      ? []
      : [
          {
            urn,
            path: field.path,
            why: `responses with status ${missing.join(", ")} are cached for ten seconds and served to other visitors`,
            fix: `Set customErrorResponses with errorCachingMinTtl 0 for ${missing.join(", ")}`,
          },
        ]),
  ];
}

function findingsInResponse(urn: string, { code, minTtl }: ErrorResponse): Finding[] {
  const status = known(code) ?? 0;
  if (minTtl.state === "unknown") {
    return [unknownFinding(urn, minTtl, `responses with status ${status} may be cached for other visitors`)];
  }
  if (minTtl.state === "known" && minTtl.value === 0) {
    return [];
  }
  const seconds = minTtl.state === "known" ? `${minTtl.value} seconds` : "ten seconds, the default,";
  const why = `responses with status ${status} are cached for ${seconds} and served to other visitors`;
  return [{ urn, path: minTtl.path, why, fix: "Set errorCachingMinTtl to 0" }];
}
