import { declared, idOf, joined, output, type Resource } from "../../model";
import { type Part, within } from "./place";

/** A private bucket `NAME-pages` with an origin access control, which the distribution alone reads. */
export function pages(part: Part, distribution: string): Resource[] {
  const bucket = `${part.name}-pages`;
  const place = within(part);
  return [
    declared("aws:s3/bucket:Bucket", bucket, {}, place),
    closed(part, bucket),
    declared(
      "aws:cloudfront/originAccessControl:OriginAccessControl",
      `${bucket}-access`,
      { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
      place,
    ),
    declared(
      "aws:s3/bucketPolicy:BucketPolicy",
      `${bucket}-readers`,
      {
        bucket: output(bucket, "bucket"),
        policy: joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"${output(bucket, "arn")}/*","Condition":{"StringEquals":{"AWS:SourceArn":"${output(distribution, "arn")}"}}}]}`,
      },
      place,
    ),
  ];
}

/** The origin that reads `NAME-pages`. */
export function pagesOrigin(name: string) {
  return {
    originId: "pages",
    domainName: output(`${name}-pages`, "bucketRegionalDomainName"),
    originAccessControlId: idOf(`${name}-pages-access`),
  };
}

/** What keeps a bucket from ever being public. */
export function closed(part: Part, bucket: string): Resource {
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
    within(part),
  );
}
