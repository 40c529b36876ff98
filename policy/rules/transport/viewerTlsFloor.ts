import type { Options } from "../../options/options";
import type { Distribution } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { viewerFloor } from "../../values/tls";
import { awsBestPractices } from "../awsBestPractices";
import { spelt, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Distributions require a minimum version of TLS from viewers. */
export const viewerTlsFloor: Rule = {
  name: "viewer-tls-floor",
  displayName: "Viewer TLS floor",
  description:
    "A distribution has a certificate of its own and a security policy with the minimum version of TLS.",
  rationale:
    "Old versions of TLS have known weaknesses. With CloudFront's own certificate the minimum is always TLS 1.0.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "encryption in transit"],
  remediationSteps:
    "Set viewerCertificate.acmCertificateArn, and minimumProtocolVersion to a policy such as TLSv1.2_2021.",
  framework: awsBestPractices(
    "CloudFront.7, CloudFront.15",
    "Distributions use custom certificates and a recommended TLS security policy.",
  ),
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  scope: "resource",
  types: [t.distribution],
  options: ["minimumTls"],
  onUnknown: "deny",
  check: (model, options) => model.distributions.flatMap((each) => findingsIn(each, options)),
};

function findingsIn(
  { urn, defaultCertificate, viewerTls }: Distribution,
  { minimumTls }: Options,
): Finding[] {
  const fix = `Set minimumProtocolVersion to ${minimumTls === "1.3" ? "TLSv1.3_2025" : "TLSv1.2_2021"}`;
  if (is(defaultCertificate, true)) {
    const why = "CloudFront's own certificate allows TLS 1.0";
    return [
      { urn, path: defaultCertificate.path, why, fix: "Set acmCertificateArn to a certificate of your own" },
    ];
  }
  if (viewerTls.state === "unknown") {
    return [unknownFinding(urn, viewerTls, "viewers may use an old version of TLS", fix)];
  }
  const floor = viewerTls.state === "known" ? viewerFloor(viewerTls.value) : { version: 1, isKnown: true };
  if (floor === undefined) {
    return [{ urn, path: viewerTls.path, why: "the pack does not know this security policy", fix }];
  }
  if (floor.version < Number(minimumTls)) {
    const policy = viewerTls.state === "known" ? spelt(viewerTls) : "the default TLSv1";
    const why = `viewers may use versions below TLS ${minimumTls}, since ${policy} allows them`;
    return [{ urn, path: viewerTls.path, why, fix }];
  }
  const why = `the security policy ${spelt(viewerTls)} is newer than the pack, which reads the version from its name`;
  return floor.isKnown
    ? []
    : [{ urn, path: viewerTls.path, why, fix: "Nothing, or update the pack", level: "advisory" }];
}
