/** The viewer's address, as CloudFront sees it. */
import { isIPv4, isIPv6, SocketAddress } from "node:net";

/** An address and its family. */
export interface ViewerAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * Parses `CloudFront-Viewer-Address`. A viewer cannot forge it, as CloudFront overwrites it; X-Forwarded-For is never read.
 * The port follows the last colon, also for IPv6.
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

/**
 * Returns the network by which a viewer is rate-limited: the IPv4 address, or the /64 of an IPv6 address, since one
 * subscriber has at least 2^64 addresses. An IPv4-mapped address counts as its IPv4 address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6177 (what a site is assigned)
 * @see https://www.rfc-editor.org/rfc/rfc4291#section-2.5 (64 bits of interface identifier; mapped addresses)
 */
export function viewerNetwork(viewer: ViewerAddress | undefined): string {
  if (viewer === undefined) {
    return "unknown";
  }
  const [bare = ""] = viewer.address.split("%");
  const address = viewer.family === 4 ? bare : new SocketAddress({ address: bare, family: "ipv6" }).address;
  const [, mapped] = /^::ffff:([\d.]+)$/.exec(address) ?? [];
  return mapped ?? (viewer.family === 4 ? address : `${prefixOf(address)}::/64`);
}

/** Returns the first four groups of an IPv6 address. */
function prefixOf(address: string): string {
  const [head = [], tail] = address
    .split("::")
    .map((part) => part.split(":").filter((group) => group !== ""));
  const behind = (tail ?? []).reduce((sum, group) => sum + (group.includes(".") ? 2 : 1), 0);
  const zeros = tail === undefined ? [] : Array<string>(8 - head.length - behind).fill("0");
  return [...head, ...zeros, ...(tail ?? [])].slice(0, 4).join(":");
}
