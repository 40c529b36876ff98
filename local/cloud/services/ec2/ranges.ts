import ipaddr from "ipaddr.js";

/** First and last address of an IPv4 range as numbers; undefined for anything else. */
function boundsOf(cidr: string): readonly [first: number, last: number] | undefined {
  return ipaddr.IPv4.isValidCIDR(cidr)
    ? [
        numberOf(ipaddr.IPv4.networkAddressFromCIDR(cidr)),
        numberOf(ipaddr.IPv4.broadcastAddressFromCIDR(cidr)),
      ]
    : undefined;
}

const numberOf = (address: ipaddr.IPv4): number => Buffer.from(address.toByteArray()).readUInt32BE();

/** Returns whether two IPv4 ranges share an address. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [boundsOf(one), boundsOf(other)];
  return a !== undefined && b !== undefined && a[0] <= b[1] && b[0] <= a[1];
}

/** Returns whether an IPv4 range is within another. */
export function inside(whole: string, part: string): boolean {
  const [a, b] = [boundsOf(whole), boundsOf(part)];
  return a !== undefined && b !== undefined && a[0] <= b[0] && b[1] <= a[1];
}

/**
 * Returns the first free address of a subnet, of which AWS reserves the first four. It continues past the end of the
 * range: exhausted subnets are not modelled.
 */
export function freeHost(cidr: string, taken: ReadonlySet<unknown>): string {
  const bytes = Buffer.alloc(4);
  for (let host = (boundsOf(cidr)?.[0] ?? 0) + 4; ; host++) {
    bytes.writeUInt32BE(host);
    const address = bytes.join(".");
    if (!taken.has(address)) {
      return address;
    }
  }
}
