/** Values that AWS documents, such as names of protocols, security policies and log fields. They are never secret. */
const documented =
  /^(?:TLSv[\d.]{1,4}(?:_\d{4})?|SSLv\d|ELBSecurityPolicy-[A-Za-z\d-]{3,40}|allow-all|https?-only|redirect-to-https|match-viewer|fixed-response|internet-facing|defensive|strictest|monitor|public-read(?:-write)?|authenticated-read|cs-uri-query|cs-cookie|cs-headers|cs\((?:Cookie|Referer)\)|X-From-CloudFront|User-Agent)$/;

/** Returns whether AWS documents a value, so that a message may quote it. */
export function isDocumented(value: string): boolean {
  return documented.test(value);
}
