/** Base64 as CloudFront takes it in a query or a cookie: `+` is `-`, `=` is `_`, `/` is `~`. */

const padding = ["", "", "__", "_"] as const;

/**
 * Encodes bytes for a query parameter or a cookie. This is not base64url: the padding stays, and `/` has another letter.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html
 *   "Replace characters that are not valid in a URL query string with characters that are valid"
 * @example
 * ```ts
 * encodeForCloudFront(Buffer.from([255, 255])); // "~~8_"
 * ```
 */
export function encodeForCloudFront(bytes: Buffer): string {
  // base64url is the fast native spelling: it differs in one letter and has no padding.
  const text = bytes.toString("base64url");
  return text.replaceAll("_", "~") + (padding[text.length % 4] ?? "");
}
