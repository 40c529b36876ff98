import { policyDocument, refusePlainHttp } from "../../internal/policyDocument";

/**
 * Returns the policy of a bucket that one distribution alone reads. It may read objects and not list them: S3 answers 403 for
 * an object that is missing, so nobody learns by its answers which objects exist, and no path lists the bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function bucketReadPolicy(bucketArn: string, distributionArn: string): string {
  return policyDocument([
    {
      Sid: "ReadByDistribution",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: `${bucketArn}/*`,
      Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
    },
    refusePlainHttp(bucketArn),
  ]);
}
