import { resourceTypes as t } from "../../resources/resourceTypes";
import { type Field, is, known } from "../../values/field";
import { originVersion } from "../../values/tls";
import { spelt, unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** CloudFront speaks to its origins as safely as viewers speak to it. */
export const originTlsFloor: Rule = {
  name: "origin-tls-floor",
  displayName: "Origin TLS floor",
  description:
    "A VPC origin or custom origin is called by HTTPS only, with no version of TLS below the minimum.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "encryption in transit"],
  remediationSteps:
    "Set originProtocolPolicy to https-only and originSslProtocols to TLSv1.2 alone. Of a VPC origin they are arguments " +
    "of the VPC origin, not of the distribution.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "CloudFront.9, CloudFront.10",
    specification: "Distributions encrypt traffic to custom origins and use no deprecated protocols for it.",
  },
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
  level: "resource",
  types: [t.vpcOrigin, t.distribution],
  options: ["minimumTls"],
  onUnknown: "deny",
  check: (model, { minimumTls }) => [
    ...model.vpcOrigins.flatMap(({ urn, protocolPolicy, tlsVersions }) =>
      judge(urn, protocolPolicy, tlsVersions, minimumTls),
    ),
    ...model.distributions.flatMap(({ urn, origins }) =>
      (known(origins) ?? [])
        .filter(({ kind }) => kind === "custom")
        .flatMap((origin) => judge(urn, origin.protocolPolicy, origin.tlsVersions, minimumTls)),
    ),
  ],
};

function judge(
  urn: string,
  protocol: Field<string>,
  versions: readonly Field<string>[],
  minimum: string,
): Finding[] {
  const findings: Finding[] = [];
  const fix = "Set originProtocolPolicy to https-only";
  if (protocol.state === "unknown") {
    findings.push(unseen(urn, protocol, "CloudFront may call the origin by plain HTTP", fix));
  } else if (!is(protocol, "https-only")) {
    const why = `CloudFront may call the origin by plain HTTP, as ${spelt(protocol)} lets it`;
    findings.push({ urn, path: protocol.path, why, fix });
  }
  // CloudFront speaks nothing newer than TLS 1.2 to some origins, so the floor for them is not above it.
  const floor = Math.min(Number(minimum), 1.2);
  for (const field of versions) {
    const allowed = "Allow TLSv1.2 alone";
    if (field.state === "unknown") {
      findings.push(unseen(urn, field, "CloudFront may speak an old version of TLS to the origin", allowed));
    } else if ((originVersion(known(field) ?? "") ?? 0) < floor) {
      const why = `CloudFront may speak versions below TLS ${floor} to the origin, as ${spelt(field)} lets it`;
      findings.push({ urn, path: field.path, why, fix: allowed });
    }
  }
  return findings;
}
