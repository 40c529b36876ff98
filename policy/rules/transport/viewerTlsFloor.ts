import type { Distribution } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { Options } from "../../runtime/options";
import { is } from "../../values/field";
import { viewerFloor } from "../../values/tls";
import { spelt, unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** Viewers speak a version of TLS that holds. */
export const viewerTlsFloor: Rule = {
  name: "viewer-tls-floor",
  displayName: "Viewer TLS floor",
  description: "A distribution has a certificate of its own and a security policy not below the minimum.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "encryption in transit"],
  remediationSteps:
    "Set viewerCertificate.acmCertificateArn and minimumProtocolVersion, such as TLSv1.2_2021. With CloudFront's own " +
    "certificate the floor is TLS 1.0, whatever is set.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "CloudFront.7, CloudFront.15",
    specification: "Distributions use custom certificates and a recommended TLS security policy.",
  },
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  level: "resource",
  types: [t.distribution],
  options: ["minimumTls"],
  onUnknown: "deny",
  check: (model, options) => model.distributions.flatMap((each) => judge(each, options)),
};

function judge({ urn, defaultCertificate, viewerTls }: Distribution, { minimumTls }: Options): Finding[] {
  const fix = `Set minimumProtocolVersion to ${minimumTls === "1.3" ? "TLSv1.3_2025" : "TLSv1.2_2021"}`;
  if (is(defaultCertificate, true)) {
    const why = "CloudFront's own certificate goes with a floor of TLS 1.0";
    return [
      { urn, path: defaultCertificate.path, why, fix: "Set acmCertificateArn to a certificate of your own" },
    ];
  }
  if (viewerTls.state === "unknown") {
    return [unseen(urn, viewerTls, "viewers may speak an old version of TLS", fix)];
  }
  const floor = viewerTls.state === "known" ? viewerFloor(viewerTls.value) : { version: 1, isKnown: true };
  if (floor === undefined) {
    return [{ urn, path: viewerTls.path, why: "this is no security policy that the pack knows", fix }];
  }
  if (floor.version < Number(minimumTls)) {
    const policy = viewerTls.state === "known" ? spelt(viewerTls) : "the default, TLSv1,";
    const why = `viewers may speak versions below TLS ${minimumTls}, as ${policy} lets them`;
    return [{ urn, path: viewerTls.path, why, fix }];
  }
  const why = `the security policy ${spelt(viewerTls)} is newer than the pack, which goes by its name`;
  return floor.isKnown
    ? []
    : [{ urn, path: viewerTls.path, why, fix: "Nothing, or update the pack", level: "advisory" }];
}
