/** Security and cache headers of pages and files. */
import type { Config } from "../config";

/** Two years, as the preload list requires. */
const hstsSeconds = 63_072_000;

/**
 * Returns the headers of every response.
 *
 * Forms of content pages are sent to the site's own host, which is another one with two hosts.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP
 */
export function securityHeaders({
  publicUrl,
  contentUrl = publicUrl,
}: Pick<Config, "publicUrl" | "contentUrl">): Record<string, string> {
  const split = contentUrl !== publicUrl;
  const forms = split ? `'self' ${publicUrl}` : "'self'";
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      `form-action ${forms}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    "strict-transport-security": `max-age=${hstsSeconds}; includeSubDomains`,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // A signed URL is a credential: it must not reach other sites as a referrer.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": split ? "same-site" : "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  };
}

/** The headers of files: opened on their own, they may not run scripts. */
export const fileHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};

/** Cache-Control of dynamic pages. */
export const noStore = "no-store";
/**
 * Returns Cache-Control of files: a day at the edge, where they need a signature, but no longer than their path is valid.
 * Browsers revalidate each time, so that nothing is readable after signing out.
 *
 * @param nameLasts - seconds
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function fileCacheControl(nameLasts: number): string {
  return `public, max-age=0, s-maxage=${Math.min(86_400, nameLasts)}`;
}
/** Cache-Control of files with a hash of their content in their name. */
export const forever = "public, max-age=31536000, immutable";
