import type { DistributionArgs, SecurePathArgs } from "../distributionArgs";
import { type BehaviorPlan, type PathRule, planBehaviors } from "./behaviors";
import { ERROR_PAGES } from "./errorPagePaths";

/** The arguments that say which paths go to which application. */
export type PathArgs = Pick<
  DistributionArgs,
  "securePaths" | "publicPaths" | "publicBucketPaths" | "additionalApplications"
>;

/** A path rule with all that its behavior is made from. */
export interface ApplicationPathRule extends PathRule {
  /** Id of the additional application that serves the path; undefined for the first application. */
  application: string | undefined;
  /** The secure path as the caller wrote it; undefined for a public one. */
  securePath: SecurePathArgs | undefined;
  /** Whether a bucket serves the path. */
  fromBucket: boolean;
}

/** The path rules of all applications behind a distribution, as given and in the order of its behaviors. */
export interface PathPlan extends BehaviorPlan<ApplicationPathRule> {
  rules: ApplicationPathRule[];
}

/** Plans the behaviors of a distribution, or says why it cannot have them. */
export function planPaths(args: PathArgs): PathPlan {
  const rules = [
    ...rulesOf(args, undefined, ""),
    ...(args.additionalApplications ?? []).flatMap((application, index) =>
      rulesOf(application, application.id, `additionalApplications[${index}].`),
    ),
  ];
  return { rules, ...planBehaviors(rules, ERROR_PAGES.pattern) };
}

function rulesOf(
  {
    securePaths,
    publicPaths = [],
    publicBucketPaths = [],
  }: Pick<PathArgs, "securePaths" | "publicPaths" | "publicBucketPaths">,
  application: string | undefined,
  argument: string,
): ApplicationPathRule[] {
  const publicRules = (list: string, patterns: string[], fromBucket: boolean) =>
    patterns.map((pattern, index) => ({
      argument: `${argument}${list}[${index}]`,
      pattern,
      signed: false,
      application,
      securePath: undefined,
      fromBucket,
    }));
  return [
    ...securePaths.map((securePath, index) => ({
      argument: `${argument}securePaths[${index}].pattern`,
      pattern: securePath.pattern,
      signed: true,
      application,
      securePath,
      fromBucket: securePath.fromBucket ?? false,
    })),
    ...publicRules("publicPaths", publicPaths, false),
    ...publicRules("publicBucketPaths", publicBucketPaths, true),
  ];
}
