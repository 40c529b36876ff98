import { findGaps, isWithin } from "../../reachability/coverage";
import type { Declaration } from "../../resources/cloudfront/declarations";
import type { Distribution } from "../../resources/cloudfront/distributions";
import { resourceTypes } from "../../resources/resourceTypes";
import type { Options } from "../../runtime/options";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";
import { explainGap } from "./explainGap";
import { componentName, type JudgedPath, judgedSecurePaths, unknownPaths } from "./judgedPaths";

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
    "whose pattern matches some of the same URLs. List what is public on purpose in publicPaths: of the component, for " +
    "the paths that it declares, or of the pack's options.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "CloudFront.17",
    specification: "Distributions use trusted key groups for signed URLs and signed cookies.",
  },
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  level: "resource",
  types: [resourceTypes.distribution],
  options: ["securePaths", "publicPaths", "ignoreDeclaredPaths"],
  onUnknown: "deny",
  check: (model, options) =>
    model.distributions
      .filter((each) => each.reachesServers)
      .flatMap((each) => {
        const declared = options.ignoreDeclaredPaths ? [] : model.declaredFor(each.urn);
        return declared === undefined ? notSeen(each, options) : judge(each, declared, options);
      }),
};

/** Where a finding points that is about the behaviors as a whole. */
const path = "orderedCacheBehaviors";

function judge(distribution: Distribution, declared: readonly Declaration[], options: Options): Finding[] {
  const { urn } = distribution;
  const hidden = declared.flatMap((declaration) =>
    unknownPaths(declaration).map((field) => {
      const risk = `a secure path of ${componentName(declaration.component)} may be served without a signature`;
      return unseen(urn, field, risk);
    }),
  );
  const paths = judgedSecurePaths(declared, options);
  return hidden.length + paths.length === 0
    ? [nothingSaid(urn, options)]
    : [...hidden, ...paths.flatMap((each) => judgePath(distribution, each, options))];
}

/** The policy of the settings records components; a configuration that disables it hides what they declare. */
function notSeen(distribution: Distribution, options: Options): Finding[] {
  const { urn } = distribution;
  const why =
    "the component above this distribution was not analyzed before it, so its secure paths are not known";
  const fix = "Enable the policy pack-settings, or set the option ignoreDeclaredPaths";
  return [
    { urn, path, why, fix, unknown: true },
    ...judgedSecurePaths([], options).flatMap((each) => judgePath(distribution, each, options)),
  ];
}

function judgePath(
  { urn, behaviors }: Distribution,
  secure: JudgedPath,
  { publicPaths }: Options,
): Finding[] {
  const { pattern, exceptions, component = "" } = secure;
  if (isWithin(pattern, publicPaths)) {
    const why = `the option publicPaths makes all of the secure path ${pattern} public`;
    return [{ urn, path, why, fix: `Take ${pattern} out of securePaths, or narrow publicPaths` }];
  }
  if (isWithin(pattern, exceptions)) {
    const why = `the public paths of ${componentName(component)} make all of its secure path ${pattern} public`;
    return [{ urn, path, why, fix: `Take ${pattern} out of its securePaths, or narrow its publicPaths` }];
  }
  return findGaps(pattern, behaviors, exceptions).map((gap) => ({
    urn,
    ...explainGap(pattern, gap, behaviors),
  }));
}

/** One line, so that a distribution that nothing is known of does not pass without a word. */
function nothingSaid(urn: string, { ignoreDeclaredPaths }: Options): Finding {
  const why = "no secure paths are given for this distribution, so nothing is checked here";
  const byOption = "ame them in the option securePaths of the policy configuration";
  const fix = ignoreDeclaredPaths
    ? `N${byOption}`
    : `Declare them with SecureOrigin or Distribution, or n${byOption}`;
  return { urn, path, why, fix, level: "advisory" };
}
