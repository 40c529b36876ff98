import { problem } from "../../internal/problem";
import { ContentKind, type DistributionArgs } from "../distributionArgs";
import { covers } from "./globs";
import type { PathArgs, PathPlan } from "./pathRules";

/** The object that answers requests for `/`, if a bucket serves them. */
const ROOT_OBJECT = "index.html";

/** Finds which buckets of files the paths of a site need. */
export function bucketsNeeded({ securePaths, publicBucketPaths = [] }: PathArgs): {
  signed: boolean;
  public: boolean;
} {
  return {
    signed: securePaths.some(({ fromBucket }) => fromBucket === true),
    public: publicBucketPaths.length > 0,
  };
}

/** Validates the paths that buckets serve. */
export function bucketPathProblems({ securePaths, additionalApplications = [] }: PathArgs): string[] {
  return [
    ...securePaths.flatMap(({ fromBucket, content }, index) =>
      fromBucket === true && content !== ContentKind.Static
        ? [
            problem(
              `securePaths[${index}].content`,
              content,
              "static, beside fromBucket",
              "a bucket has files, the same for all viewers; leave fromBucket out for pages of the application",
            ),
          ]
        : [],
    ),
    ...additionalApplications.flatMap(({ securePaths: paths }, at) =>
      paths.flatMap(({ fromBucket }, index) =>
        fromBucket === true
          ? [
              problem(
                `additionalApplications[${at}].securePaths[${index}].fromBucket`,
                true,
                "paths of the first application: the bucket is read with its keys",
                "move the path to securePaths, or leave fromBucket out",
              ),
            ]
          : [],
      ),
    ),
  ];
}

/** Validates that a distribution has the buckets that its paths need. */
export function missingBucketProblems(args: DistributionArgs): string[] {
  const needed = bucketsNeeded(args);
  const missing = (name: string, paths: string) =>
    problem(name, undefined, `a bucket, beside ${paths}`, "create a FilesBucket, and pass it on");
  return [
    ...(needed.signed && args.signedBucket === undefined
      ? [missing("signedBucket", "securePaths with fromBucket")]
      : []),
    ...(needed.public && args.publicBucket === undefined
      ? [missing("publicBucket", "publicBucketPaths")]
      : []),
  ];
}

/** Returns the object that answers requests for `/`: without one, S3 would be asked to list the bucket. */
export function rootObject({ ordered }: PathPlan): string | undefined {
  const isPublicFile = (path: string) => {
    const rule = ordered.find(({ pattern }) => covers(pattern, path));
    return rule?.fromBucket === true && !rule.signed;
  };
  return isPublicFile("/") && isPublicFile(`/${ROOT_OBJECT}`) ? ROOT_OBJECT : undefined;
}
