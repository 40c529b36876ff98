import { policyDocument } from "../../internal/policyDocument";

/**
 * Returns the policy of the S3 gateway endpoint: it allows reading the package repositories of Amazon Linux, and the
 * buckets that the caller names.
 *
 * @see https://docs.aws.amazon.com/linux/al2023/ug/ec2-instances.html (repositories are S3 buckets)
 */
export function repositoryEndpointPolicy(partition: string, region: string, bucketArns: string[]): string {
  const repositories = `arn:${partition}:s3:::al2023-repos-${region}-de612dc2`;
  return policyDocument([
    {
      Sid: "ReadPackagesAndOwnBuckets",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "s3:GetObject",
      Resource: [repositories, ...bucketArns].map((arn) => `${arn}/*`),
    },
  ]);
}
