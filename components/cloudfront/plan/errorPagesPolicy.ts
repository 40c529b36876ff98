import { policyDocument, refusePlainHttp } from "../../internal/policyDocument";

/** Returns the policy of the error pages' bucket: one distribution may read it, and requests without TLS are denied. */
export function errorPagesPolicy(bucketArn: string, distributionArn: string): string {
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
