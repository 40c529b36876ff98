import { knownText } from "../../internal/late/knownText";
import { problem } from "../../internal/problem";
import type { DistributionArgs, FilesBucketOriginArgs } from "../distributionArgs";

/** The arguments that name buckets of files. */
export type BucketArgs = Pick<DistributionArgs, "signedBucket" | "publicBucket" | "additionalApplications">;

/** A bucket of files, and the argument that names it. */
interface NamedBucket {
  readonly argument: string;
  readonly bucket: FilesBucketOriginArgs;
  readonly isPublic: boolean;
  /** Id of the additional application whose files it has. */
  readonly application: string | undefined;
}

/** Checks whether a bucket existed before: a FilesBucket brings its access control along. */
export function isExisting({ accessControlId }: FilesBucketOriginArgs): boolean {
  return accessControlId === undefined;
}

/** Validates the buckets of files that a caller names, as far as they are known before deployment. */
export function bucketOriginProblems(args: BucketArgs): string[] {
  const all = namedBuckets(args);
  return [
    ...all.flatMap(({ argument, bucket }) =>
      isExisting(bucket)
        ? [...policyProblems(argument, bucket), ...bucketTextProblems(argument, bucket)]
        : [],
    ),
    ...sharedBucketProblems(all),
  ];
}

/** Validates the texts that name an existing bucket: CloudFront calls it by its domain name, its policy by its ARN. */
export function bucketTextProblems(
  argument: string,
  { bucketName, bucketArn, bucketDomainName }: FilesBucketOriginArgs,
): string[] {
  const name = knownText(bucketName);
  if (name === undefined) {
    return [];
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
    return [
      problem(`${argument}.bucketName`, name, "the name of a bucket", 'write it like "company-videos"'),
    ];
  }
  const [domain, arn] = [knownText(bucketDomainName), knownText(bucketArn)];
  const region = /^\.s3\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com(\.cn)?$/;
  const isRegional = domain?.startsWith(name) && region.test(domain.slice(name.length));
  const example = `${name}.s3.eu-west-1.amazonaws.com`;
  return [
    ...(domain === undefined || isRegional
      ? []
      : [
          problem(
            `${argument}.bucketDomainName`,
            domain,
            "the bucket's domain name in its region",
            `write it like ${JSON.stringify(example)}, or take its output bucketRegionalDomainName`,
          ),
        ]),
    ...(arn === undefined || /^arn:aws[a-z-]*:s3:::(.*)$/.exec(arn)?.[1] === name
      ? []
      : [
          problem(
            `${argument}.bucketArn`,
            arn,
            `the ARN of ${name}`,
            `write "arn:aws:s3:::${name}", or leave it out`,
          ),
        ]),
  ];
}

/** An existing bucket may have a policy, which is not replaced unless its owner says so. */
function policyProblems(argument: string, { writePolicy }: FilesBucketOriginArgs): string[] {
  return writePolicy === undefined
    ? [
        problem(
          `${argument}.writePolicy`,
          undefined,
          "true or false, for an existing bucket",
          "true replaces the policy that the bucket has; with false, add the statement of the output filesBucketPolicies to it",
        ),
      ]
    : [];
}

/** Validates that each bucket has one kind of files, of one application. */
function sharedBucketProblems(all: readonly NamedBucket[]): string[] {
  return all.flatMap(({ argument, bucket, isPublic }, index) => {
    const name = knownText(bucket.bucketName);
    const twin = all
      .slice(0, index)
      .find((other) => name !== undefined && knownText(other.bucket.bucketName) === name);
    if (twin === undefined) {
      return [];
    }
    const fix =
      isPublic || twin.isPublic
        ? "keep signed and public files apart: S3 decodes paths that CloudFront takes for public ones, such as /premium%2Fa"
        : "keep the files of each application apart: the keys of one must not open those of another";
    return [problem(`${argument}.bucketName`, name, `another bucket than ${twin.argument}`, fix)];
  });
}

/** Lists the buckets of files of a distribution. */
export function namedBuckets({
  signedBucket,
  publicBucket,
  additionalApplications = [],
}: BucketArgs): NamedBucket[] {
  const all = [
    { argument: "signedBucket", bucket: signedBucket, isPublic: false, application: undefined },
    { argument: "publicBucket", bucket: publicBucket, isPublic: true, application: undefined },
    ...additionalApplications.map(({ id, signedBucket: own }, index) => ({
      argument: `additionalApplications[${index}].signedBucket`,
      bucket: own,
      isPublic: false,
      application: id,
    })),
  ];
  return all.flatMap(({ bucket, ...each }) => (bucket === undefined ? [] : [{ ...each, bucket }]));
}
