/** Limits of CloudFront. */

/**
 * The longest URL in bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const longestUrl = 8192;
