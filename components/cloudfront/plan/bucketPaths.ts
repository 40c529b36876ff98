import { problem } from "../../internal/problem";
import { ContentKind, type DistributionArgs } from "../distributionArgs";
import { covers } from "./globs";
import type { PathArgs, PathPlan } from "./pathRules";

/** The object that answers requests for `/`, if a bucket serves them. */
const ROOT_OBJECT = "index.html";

/** The buckets of files that paths need. */
interface NeededBuckets {
  /** Whether the first application has signed files. */
  signed: boolean;
  /** Whether there are public files. */
  public: boolean;
  /** Ids of the additional applications that have signed files. */
  applications: string[];
}

/** Finds which buckets of files the paths need. */
export function bucketsNeeded(args: PathArgs): NeededBuckets {
  const { publicBucketPaths = [], additionalApplications = [] } = args;
  const hasSigned = ({ securePaths }: Pick<PathArgs, "securePaths">) =>
    securePaths.some(({ fromBucket }) => fromBucket === true);
  return {
    signed: hasSigned(args),
    public: publicBucketPaths.length > 0,
    applications: additionalApplications.filter(hasSigned).map(({ id }) => id),
  };
}

/** Validates the paths that buckets serve. */
export function bucketPathProblems({ securePaths, additionalApplications = [] }: PathArgs): string[] {
  const paths = [
    { argument: "securePaths", securePaths },
    ...additionalApplications.map((application, index) => ({
      argument: `additionalApplications[${index}].securePaths`,
      securePaths: application.securePaths,
    })),
  ];
  return paths.flatMap(({ argument, securePaths: own }) =>
    own.flatMap(({ fromBucket, content }, index) =>
      fromBucket === true && content !== ContentKind.Static
        ? [
            problem(
              `${argument}[${index}].content`,
              content,
              "static, beside fromBucket",
              "a bucket has files, the same for all viewers; leave fromBucket out for pages of the application",
            ),
          ]
        : [],
    ),
  );
}

/** Validates that a distribution has the buckets that its paths need. */
export function missingBucketProblems(args: DistributionArgs): string[] {
  const needed = bucketsNeeded(args);
  const missing = (name: string, paths: string) =>
    problem(name, undefined, `a bucket, beside ${paths}`, "create a FilesBucket, and pass it on");
  const withFiles = "securePaths with fromBucket";
  return [
    ...(needed.signed && args.signedBucket === undefined ? [missing("signedBucket", withFiles)] : []),
    ...(needed.public && args.publicBucket === undefined
      ? [missing("publicBucket", "publicBucketPaths")]
      : []),
    ...(args.additionalApplications ?? []).flatMap(({ id, signedBucket }, index) =>
      needed.applications.includes(id) && signedBucket === undefined
        ? [missing(`additionalApplications[${index}].signedBucket`, `its ${withFiles}`)]
        : [],
    ),
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
