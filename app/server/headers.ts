/** Security headers of the site's pages and files. */
import type { Config } from "../config";

/** Two years, as the preload list asks for. */
const hstsSeconds = 63_072_000;

/**
 * The headers of every answer.
 *
 * The forms of content pages go to the site's own host, which in the two-host form is another one.
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
    // A signed URL is a credential: no other site may learn it from a link.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": split ? "same-site" : "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  };
}

/** A file that a visitor opens by itself: even a picture may run nothing. */
export const fileHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};

/** Dynamic pages are of one person and one moment. */
export const noStore = "no-store";
/**
 * Static content keeps for a day at the edge, where only a valid signature gets to it, and no longer than its name is good.
 * A browser asks each time, so that nobody finds it there after signing out.
 *
 * @param nameLasts - seconds
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function keptFor(nameLasts: number): string {
  return `public, max-age=0, s-maxage=${Math.min(86_400, nameLasts)}`;
}
/** What has its content's hash in its name never changes. */
export const forever = "public, max-age=31536000, immutable";
