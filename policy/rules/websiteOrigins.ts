import { type Origin, websiteDomain } from "../resources/cloudfront/origins";
import { known } from "../values/field";

/**
 * Returns what to do with an origin that is the website endpoint of a bucket, which has neither HTTPS nor origin access
 * control; undefined for other origins.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function fixForWebsite({ domainName }: Origin): string | undefined {
  return websiteDomain.test(known(domainName) ?? "")
    ? "Set domainName to the bucket's bucketRegionalDomainName, and originAccessControlId instead of customOriginConfig"
    : undefined;
}
