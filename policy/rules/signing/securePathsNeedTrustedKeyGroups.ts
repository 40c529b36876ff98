import type { Options } from "../../options/options";
import { findGaps, isWithin } from "../../reachability/coverage";
import type { Declaration } from "../../resources/cloudfront/declarations";
import type { Distribution } from "../../resources/cloudfront/distributions";
import { resourceTypes } from "../../resources/resourceTypes";
import { awsBestPractices } from "../awsBestPractices";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import {
  type CheckedPath,
  checkedSecurePaths,
  componentName,
  isCheckedByOptions,
  unknownPaths,
} from "./checkedPaths";
import { describeGap } from "./describeGap";

/** Every URL under a secure path is served by a behavior with trusted key groups. */
export const securePathsNeedTrustedKeyGroups: Rule = {
  name: "secure-paths-need-trusted-key-groups",
  displayName: "Secure paths need trusted key groups",
  description: "Every URL under a secure path is served by a behavior with trusted key groups.",
  rationale:
    "CloudFront uses the first behavior whose pattern matches. An earlier behavior such as *.jpg serves secure files " +
    "to anyone.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "signed cookies", "access control"],
  remediationSteps:
    "Add a behavior with trustedKeyGroups for each secure path, before every behavior whose pattern matches some of " +
    "the same URLs. List public exceptions in publicPaths: of the component for the paths that it declares, or of the " +
    "pack's options.",
  framework: awsBestPractices(
    "CloudFront.17",
    "Distributions use trusted key groups for signed URLs and signed cookies.",
  ),
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  scope: "resource",
  types: [resourceTypes.distribution],
  options: ["securePaths", "publicPaths", "ignoreDeclaredPaths"],
  onUnknown: "deny",
  check: (model, options) =>
    model.distributions.flatMap((each) => {
      const declared = options.ignoreDeclaredPaths ? [] : model.declaredFor(each.urn);
      const isChecked = isCheckedByOptions(each);
      const own = isChecked ? options : { ...options, securePaths: [] };
      if (declared === undefined) {
        return notRecorded(each, own);
      }
      return isChecked || declared.length > 0 ? findingsIn(each, declared, own) : [];
    }),
};

/** The path of a finding about the behaviors as a whole. */
const path = "orderedCacheBehaviors";

function findingsIn(
  distribution: Distribution,
  declared: readonly Declaration[],
  options: Options,
): Finding[] {
  const { urn } = distribution;
  const undecided = declared.flatMap((declaration) =>
    unknownPaths(declaration).map((field) => {
      const risk = `a secure path of ${componentName(declaration.component)} may be served without a signature`;
      return unknownFinding(urn, field, risk);
    }),
  );
  const paths = checkedSecurePaths(declared, options);
  return undecided.length + paths.length === 0
    ? [noPathsGiven(urn, options)]
    : [...undecided, ...paths.flatMap((each) => findingsOnPath(distribution, each, options))];
}

/** The policy pack-settings records components; a configuration that disables it hides what they declare. */
function notRecorded(distribution: Distribution, options: Options): Finding[] {
  const { urn } = distribution;
  const why =
    "the component above this distribution was not analyzed before it, so its secure paths are not known";
  const fix = "Enable the policy pack-settings, or set the option ignoreDeclaredPaths";
  return [
    { urn, path, why, fix, unknown: true },
    ...checkedSecurePaths([], options).flatMap((each) => findingsOnPath(distribution, each, options)),
  ];
}

function findingsOnPath(
  { urn, behaviors }: Distribution,
  secure: CheckedPath,
  { publicPaths }: Options,
): Finding[] {
  const { pattern, exceptions, component = "" } = secure;
  if (isWithin(pattern, publicPaths)) {
    const why = `the option publicPaths makes all of the secure path ${pattern} public`;
    return [{ urn, path, why, fix: `Remove ${pattern} from securePaths, or narrow publicPaths` }];
  }
  if (isWithin(pattern, exceptions)) {
    const why = `the public paths of ${componentName(component)} make all of its secure path ${pattern} public`;
    return [{ urn, path, why, fix: `Remove ${pattern} from its securePaths, or narrow its publicPaths` }];
  }
  return findGaps(pattern, behaviors, exceptions).map((gap) => ({
    urn,
    ...describeGap(pattern, gap, behaviors),
  }));
}

/** An advisory, so that a distribution without secure paths is not passed over silently. */
function noPathsGiven(urn: string, { ignoreDeclaredPaths }: Options): Finding {
  const why = "no secure paths are given for this distribution, so nothing is checked here";
  const byOption = "ame them in the option securePaths of the policy configuration";
  const fix = ignoreDeclaredPaths
    ? `N${byOption}`
    : `Declare them with SecureOrigin or Distribution, or n${byOption}`;
  return { urn, path, why, fix, level: "advisory" };
}
