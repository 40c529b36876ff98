/** What CloudFront itself answers, byte for byte where it is known. */
import type { VerdictCode } from "./verdict";

/** A response that never came from an origin. */
export interface EdgeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Messages by code. "Access denied" with a small d is CloudFront's; "Access Denied" is what an S3 origin writes. */
const messages: Partial<Record<VerdictCode, string>> = {
  MissingKey: "Missing Key-Pair-Id query parameter or cookie value",
  InvalidKey: "Unknown Key",
  MalformedSignature: "Could not unencode Signature",
  MalformedPolicy: "Malformed Policy",
  AccessDenied: "Access denied",
};

/**
 * The 403 that CloudFront answers with a code. A code that AWS does not write gets an answer without a body.
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
 * The redirect to https, with path and query as they were sent.
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
