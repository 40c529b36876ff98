/** CloudFront's base64 for queries and cookies: `-` for `+`, `_` for `=`, `~` for `/`. */

const padding = ["", "", "__", "_"] as const;

/**
 * Encodes bytes for a query parameter or a cookie. It is not base64url: it has padding, and `~` in place of `/`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html
 *   "Replace characters that are not valid in a URL query string with characters that are valid"
 * @example
 * ```ts
 * encodeForCloudFront(Buffer.from([255, 255])); // "~~8_"
 * ```
 */
export function encodeForCloudFront(bytes: Buffer): string {
  // base64url is native and fast; it differs in one character, and has no padding.
  const text = bytes.toString("base64url");
  return text.replaceAll("_", "~") + (padding[text.length % 4] ?? "");
}
