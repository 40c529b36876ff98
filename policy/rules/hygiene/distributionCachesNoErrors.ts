import type { Distribution, ErrorResponse } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** Statuses of an origin that CloudFront may keep without its leave, and whose time can be set. */
const cached = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

/** One visitor's error, with the cookies in its headers, is not served to the next. */
export const distributionCachesNoErrors: Rule = {
  name: "distribution-caches-no-errors",
  displayName: "Distribution caches no errors",
  description:
    "A distribution with signed behaviors in front of servers has an error caching minimum TTL of 0 for every status that CloudFront caches.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["cloudfront", "caching", "signed cookies"],
  remediationSteps:
    `Set customErrorResponses with errorCachingMinTtl 0 for ${cached.join(", ")}; an entry needs no page. Without one ` +
    "CloudFront keeps an error for ten seconds, whatever its Cache-Control says, under a key without cookies.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html",
  level: "resource",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) => model.distributions.filter(isAtRisk).flatMap(judge),
};

/** Whether errors of servers may carry what is one person's: a list of key groups that cannot be seen may be one. */
function isAtRisk({ behaviors, reachesServers }: Distribution): boolean {
  const mayBe = ({ state }: { state: string }, value: boolean | undefined): boolean =>
    state === "unknown" || value === true;
  return (
    reachesServers &&
    behaviors.some(({ signed, signers }) => mayBe(signed, known(signed)) || mayBe(signers, known(signers)))
  );
}

function judge({ urn, errorResponses: field }: Distribution): Finding[] {
  if (field.state === "unknown") {
    return [unseen(urn, field, "errors of one visitor may be kept for others")];
  }
  const responses = field.state === "known" ? field.value : [];
  const hidden = responses.map(({ code }) => code).find((code) => code.state === "unknown");
  if (hidden?.state === "unknown") {
    return [unseen(urn, hidden, "errors of one visitor may be kept for others")];
  }
  const found = responses.filter(({ code }) => cached.includes(known(code) ?? 0));
  const named = new Set(found.map(({ code }) => known(code)));
  const missing = cached.filter((code) => !named.has(code));
  return [
    ...found.flatMap((response) => judgeResponse(urn, response)),
    ...(missing.length === 0
      ? []
      : [
          {
            urn,
            path: field.path,
            why: `answers of ${missing.join(", ")} are kept for ten seconds, and one visitor's reach others`,
            fix: `Set customErrorResponses with errorCachingMinTtl 0 for ${missing.join(", ")}`,
          },
        ]),
  ];
}

function judgeResponse(urn: string, { code, minTtl }: ErrorResponse): Finding[] {
  const status = known(code) ?? 0;
  if (minTtl.state === "unknown") {
    return [unseen(urn, minTtl, `answers of ${status} may be kept for others`)];
  }
  if (minTtl.state === "known" && minTtl.value === 0) {
    return [];
  }
  const seconds = minTtl.state === "known" ? `${minTtl.value} s` : "ten seconds, the default";
  const why = `answers of ${status} are kept for ${seconds}, and one visitor's reach others`;
  return [{ urn, path: minTtl.path, why, fix: "Set errorCachingMinTtl to 0" }];
}
