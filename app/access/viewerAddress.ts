/** The viewer's address, as CloudFront saw it. */
import { isIPv4, isIPv6 } from "node:net";

/** An address and its family. */
export interface ViewerAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * Reads `CloudFront-Viewer-Address`, the one header that says who asks and that a viewer cannot write: CloudFront puts
 * its own over it. X-Forwarded-For is never looked at. The port stands behind the last colon, in IPv6 too.
 *
 * @param header - `198.51.100.10:46532` or `2001:db8::1:46532`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export function viewerAddress(header: string | undefined): ViewerAddress | undefined {
  const [, address = "", port = ""] = /^(.+):(\d{1,5})$/.exec(header ?? "") ?? [];
  const bare = address.replace(/^\[(.*)\]$/, "$1");
  if (Number(port) > 65_535) {
    return undefined;
  }
  if (isIPv4(bare)) {
    return { address: bare, family: 4 };
  }
  return isIPv6(bare) ? { address: bare, family: 6 } : undefined;
}
