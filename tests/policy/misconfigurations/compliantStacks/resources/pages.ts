import { declared, idOf, joined, output, type Resource } from "../../stackModel";
import { type GroupInputs, parentOf } from "./groupInputs";

/** Declares a private bucket `NAME-pages` with an origin access control, which only the distribution may read. */
export function pages(inputs: GroupInputs, distribution: string): Resource[] {
  const bucket = `${inputs.name}-pages`;
  const options = parentOf(inputs);
  return [
    declared("aws:s3/bucket:Bucket", bucket, {}, options),
    blockPublicAccess(inputs, bucket),
    declared(
      "aws:cloudfront/originAccessControl:OriginAccessControl",
      `${bucket}-access`,
      { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
      options,
    ),
    declared(
      "aws:s3/bucketPolicy:BucketPolicy",
      `${bucket}-readers`,
      {
        bucket: output(bucket, "bucket"),
        policy: joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"${output(bucket, "arn")}/*","Condition":{"StringEquals":{"AWS:SourceArn":"${output(distribution, "arn")}"}}}]}`,
      },
      options,
    ),
  ];
}

/** Returns the origin for `NAME-pages`. */
export function pagesOrigin(name: string) {
  return {
    originId: "pages",
    domainName: output(`${name}-pages`, "bucketRegionalDomainName"),
    originAccessControlId: idOf(`${name}-pages-access`),
  };
}

/** Declares a public access block of a bucket. */
export function blockPublicAccess(inputs: GroupInputs, bucket: string): Resource {
  return declared(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    `${bucket}-closed`,
    {
      bucket: output(bucket, "bucket"),
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    parentOf(inputs),
  );
}
