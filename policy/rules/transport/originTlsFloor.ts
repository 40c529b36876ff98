import type { Origin } from "../../resources/cloudfront/origins";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { type Field, is, known } from "../../values/field";
import { originVersion } from "../../values/tls";
import { awsBestPractices } from "../awsBestPractices";
import { spelt, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { fixForWebsite } from "../websiteOrigins";

/** CloudFront connects to origins with a minimum version of TLS. */
export const originTlsFloor: Rule = {
  name: "origin-tls-floor",
  displayName: "Origin TLS floor",
  description:
    "CloudFront connects to a VPC or custom origin over HTTPS only, with the minimum version of TLS.",
  rationale: "Otherwise requests, with the secret header, travel in clear or over a weak version of TLS.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "encryption in transit"],
  remediationSteps:
    "Set originProtocolPolicy to https-only, and originSslProtocols to TLSv1.2 alone. For a VPC origin, set them on " +
    "the VPC origin, not on the distribution.",
  framework: awsBestPractices(
    "CloudFront.9, CloudFront.10",
    "Distributions encrypt traffic to custom origins and use no deprecated protocols for it.",
  ),
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
  scope: "resource",
  types: [t.vpcOrigin, t.distribution],
  options: ["minimumTls"],
  onUnknown: "deny",
  check: (model, { minimumTls }) => [
    ...model.vpcOrigins.flatMap(({ urn, protocolPolicy, tlsVersions }) =>
      findingsIn(urn, protocolPolicy, tlsVersions, minimumTls),
    ),
    ...model.distributions.flatMap(({ urn, origins }) =>
      (known(origins) ?? [])
        .filter(({ kind }) => kind === "custom")
        .flatMap((origin) =>
          findingsIn(urn, origin.protocolPolicy, origin.tlsVersions, minimumTls, fixFor(origin)),
        ),
    ),
  ],
};

/** Returns how to get HTTPS. A host that is unknown in preview may be a bucket's website, which has none. */
function fixFor(origin: Origin): string | undefined {
  return origin.domainName.state === "unknown"
    ? "Set originProtocolPolicy to https-only, or for a bucket's website use its bucketRegionalDomainName and originAccessControlId instead"
    : fixForWebsite(origin);
}

function findingsIn(
  urn: string,
  protocol: Field<string>,
  versions: readonly Field<string>[],
  minimum: string,
  fix = "Set originProtocolPolicy to https-only",
): Finding[] {
  const findings: Finding[] = [];
  if (protocol.state === "unknown") {
    findings.push(unknownFinding(urn, protocol, "CloudFront may use plain HTTP to the origin", fix));
  } else if (!is(protocol, "https-only")) {
    const why = `CloudFront may use plain HTTP to the origin, since ${spelt(protocol)} allows it`;
    findings.push({ urn, path: protocol.path, why, fix });
  }
  // CloudFront supports at most TLS 1.2 to some origins, so the minimum is never above it.
  const floor = Math.min(Number(minimum), 1.2);
  for (const field of versions) {
    const allowed = "Allow TLSv1.2 alone";
    if (field.state === "unknown") {
      findings.push(
        unknownFinding(urn, field, "CloudFront may use an old version of TLS to the origin", allowed),
      );
    } else if ((originVersion(known(field) ?? "") ?? 0) < floor) {
      const why = `CloudFront may use versions below TLS ${floor} to the origin, since ${spelt(field)} allows it`;
      findings.push({ urn, path: field.path, why, fix: allowed });
    }
  }
  return findings;
}
