import { policyDocument, refusePlainHttp, type Statement } from "../../internal/policyDocument";

/**
 * Returns the policy of a bucket that one distribution alone reads. It may read objects and not list them: S3 answers 403 for
 * an object that is missing, so nobody learns by its answers which objects exist, and no path lists the bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function bucketReadPolicy(bucketArn: string, distributionArn: string): string {
  return policyDocument([
    readStatement("ReadByDistribution", bucketArn, distributionArn),
    refusePlainHttp(bucketArn),
  ]);
}

/**
 * Returns what the owner of a bucket adds to its policy, so that a distribution reads it. Its statement id is the
 * distribution's own, for a bucket that several distributions read.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function addedReadPolicy(bucketArn: string, distributionArn: string): string {
  return policyDocument([readStatement(`ReadBy${idIn(distributionArn)}`, bucketArn, distributionArn)]);
}

/**
 * Returns what the owner of a KMS key adds to its policy, so that a distribution reads objects that it encrypts: CloudFront
 * has no role that could be granted this elsewhere.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function addedKeyPolicy(distributionArn: string): string {
  return policyDocument([
    {
      Sid: `DecryptFor${idIn(distributionArn)}`,
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": distributionArn } },
    },
  ]);
}

function readStatement(id: string, bucketArn: string, distributionArn: string): Statement {
  return {
    Sid: id,
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: `${bucketArn}/*`,
    Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
  };
}

/** Returns the id at the end of a distribution's ARN. */
function idIn(distributionArn: string): string {
  return distributionArn.replace(/^.*[:/]/, "").replaceAll(/[^A-Za-z0-9]/g, "");
}
