/** The texts of policies: exactly the bytes that are signed. */
import type { EpochSeconds } from "../shared/time";

/** What a policy grants. Its values are checked: none needs escaping in JSON. */
export interface Grant {
  /** A URL, or a pattern with `*`. */
  readonly resource: string;
  /** The end: the grant is no longer valid at this second. */
  readonly expires: EpochSeconds;
  /** The start: the grant is valid after this second. */
  readonly starts?: EpochSeconds | undefined;
  /** IPv4 CIDR block of the viewers. */
  readonly ip?: string | undefined;
}

/**
 * Returns the canned policy of one URL. CloudFront builds the same text from the request, so its bytes are fixed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
 * @example
 * ```ts
 * cannedPolicy("https://d111.cloudfront.net/a.jpg", epochSeconds(1767290400));
 * ```
 */
export function cannedPolicy(resource: string, expires: EpochSeconds): string {
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
}

/**
 * Returns a custom policy, without white space. The request carries it, so CloudFront checks the same bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html
 * @example
 * ```ts
 * customPolicy({ resource: "https://d111.cloudfront.net/premium/*", expires, ip: "192.0.2.0/24" });
 * ```
 */
export function customPolicy({ resource, expires, starts, ip }: Grant): string {
  const conditions = [`"DateLessThan":{"AWS:EpochTime":${expires}}`];
  if (starts !== undefined) {
    conditions.push(`"DateGreaterThan":{"AWS:EpochTime":${starts}}`);
  }
  if (ip !== undefined) {
    conditions.push(`"IpAddress":{"AWS:SourceIp":"${ip}"}`);
  }
  return `{"Statement":[{"Resource":"${resource}","Condition":{${conditions.join(",")}}}]}`;
}
