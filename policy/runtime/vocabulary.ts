/**
 * Values that AWS documents: names of protocols, of security policies, of log fields and the like. They are no
 * secrets, whatever resource holds them, and a message may quote them.
 */
const documented =
  /^(?:TLSv[\d.]{1,4}(?:_\d{4})?|SSLv\d|ELBSecurityPolicy-[A-Za-z\d-]{3,40}|allow-all|https?-only|redirect-to-https|match-viewer|fixed-response|internet-facing|defensive|strictest|monitor|public-read(?:-write)?|authenticated-read|cs-uri-query|cs-cookie|cs-headers|cs\((?:Cookie|Referer)\)|X-From-CloudFront|User-Agent)$/;

/** Whether a value is one that AWS documents. */
export function isDocumented(value: string): boolean {
  return documented.test(value);
}
