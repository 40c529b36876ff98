import { findGaps, isWithin } from "../../model/coverage";
import type { Distribution } from "../../model/distributions";
import { resourceTypes } from "../../model/tokens";
import type { Options } from "../../options";
import type { Finding, Rule } from "../rule";
import { explainGap } from "./explainGap";

/** Whatever URL falls under a secure path meets a behavior with trusted key groups first. */
export const securePathsNeedTrustedKeyGroups: Rule = {
  name: "secure-paths-need-trusted-key-groups",
  displayName: "Secure paths need trusted key groups",
  description:
    "Every URL under a secure path is served by a cache behavior with trusted key groups, whatever the order.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "signed cookies", "access control"],
  remediationSteps:
    "Give the distribution a cache behavior for each secure path, with trustedKeyGroups, before every behavior " +
    "whose pattern matches some of the same URLs. List what is public on purpose in the option publicPaths.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "CloudFront.17",
    specification: "Distributions use trusted key groups for signed URLs and signed cookies.",
  },
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  level: "resource",
  types: [resourceTypes.distribution],
  options: ["securePaths", "publicPaths"],
  onUnknown: "deny",
  check: (model, options) =>
    model.distributions.filter((each) => each.reachesServers).flatMap((each) => judge(each, options)),
};

function judge({ urn, behaviors }: Distribution, { securePaths, publicPaths }: Options): Finding[] {
  const path = "orderedCacheBehaviors";
  if (securePaths.length === 0) {
    const why = "no secure paths are given, so nothing is checked here";
    return [{ urn, path, why, fix: "Name them in the option securePaths", level: "advisory" }];
  }
  return securePaths.flatMap((secure): Finding[] => {
    if (isWithin(secure, publicPaths)) {
      const why = `the option publicPaths makes all of the secure path ${secure} public`;
      return [{ urn, path, why, fix: `Take ${secure} out of securePaths, or narrow publicPaths` }];
    }
    return findGaps(secure, behaviors, publicPaths).map((gap) => ({
      urn,
      ...explainGap(secure, gap, behaviors),
    }));
  });
}
