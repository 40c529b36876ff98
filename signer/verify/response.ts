/** CloudFront's own responses, byte for byte where they are known. */
import type { VerdictCode } from "./ruling";

/** A response of CloudFront itself. */
export interface EdgeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Messages by code. CloudFront writes "Access denied"; an S3 origin writes "Access Denied". */
const messages: Partial<Record<VerdictCode, string>> = {
  MissingKey: "Missing Key-Pair-Id query parameter or cookie value",
  InvalidKey: "Unknown Key",
  MalformedSignature: "Could not unencode Signature",
  MalformedPolicy: "Malformed Policy",
  AccessDenied: "Access denied",
};

/**
 * Returns the 403 of a code; without a body for a code that AWS does not document.
 *
 * @see https://repost.aws/knowledge-center/cloudfront-troubleshoot-signed-url-cookies
 */
export function refusal(code: VerdictCode): EdgeResponse {
  const message = messages[code];
  const headers = { server: "CloudFront", "x-cache": "Error from cloudfront" };
  if (message === undefined) {
    return { status: 403, headers, body: "" };
  }
  return {
    status: 403,
    headers: { ...headers, "content-type": "text/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}

/**
 * Returns the redirect to HTTPS, with path and query as sent.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
 */
export function redirect(status: 301 | 307, host: string, target: string): EdgeResponse {
  return {
    status,
    headers: {
      server: "CloudFront",
      location: `https://${host}${target}`,
      "x-cache": "Redirect from cloudfront",
    },
    body: "",
  };
}
