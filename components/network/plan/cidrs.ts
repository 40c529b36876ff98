import { IPv4 } from "ipaddr.js";
import { problem } from "../../internal/problem";

/** An IPv4 CIDR: its first address as a number, and its number of fixed leading bits. */
export interface Ipv4Range {
  first: number;
  prefix: number;
}

/** Reads a CIDR such as `10.0.0.0/16`; undefined if it is not valid: prefix 0–32, host bits zero. */
export function parseCidr(text: string): Ipv4Range | undefined {
  if (!IPv4.isValidCIDRFourPartDecimal(text)) {
    return undefined;
  }
  const [address, prefix] = IPv4.parseCIDR(text);
  const first = address.toByteArray().reduce((number, byte) => number * 256 + byte, 0);
  return formatCidr({ first, prefix }) === text && first % size(prefix) === 0 ? { first, prefix } : undefined;
}

/** Writes a CIDR the way `parseCidr` reads it. */
export function formatCidr(range: Ipv4Range): string {
  return `${address(range).toString()}/${range.prefix}`;
}

/** Divides a range into parts of one prefix length, and returns the part at an index. */
export function slice(range: Ipv4Range, prefix: number, index: number): Ipv4Range {
  return { first: range.first + index * size(prefix), prefix };
}

/** Checks whether the inner range lies entirely in the outer one. */
export function contains(outer: Ipv4Range, inner: Ipv4Range): boolean {
  return inner.prefix >= outer.prefix && address(inner).match(address(outer), outer.prefix);
}

function address({ first }: Ipv4Range): IPv4 {
  return new IPv4([24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256));
}

function size(prefix: number): number {
  return 2 ** (32 - prefix);
}

/**
 * Ranges that the internet does not route: private networks and carrier-grade NAT.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1918 https://www.rfc-editor.org/rfc/rfc6598
 */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].flatMap(
  (cidr) => parseCidr(cidr) ?? [],
);

/** The widest public range that administration may come from: 256 addresses, one office. */
const WIDEST_PUBLIC_PREFIX = 24;

/** The most administration ranges: the rules of a security group are limited. */
const MAX_ADMIN_CIDRS = 20;

/**
 * Validates administration ranges: invalid ones are refused, public ones unless they are allowed, wide public ones always.
 *
 * @param allowPublic whether public ranges of at most 256 addresses are allowed
 */
export function adminCidrProblems(cidrs: string[], allowPublic: boolean): string[] {
  if (cidrs.length > MAX_ADMIN_CIDRS) {
    return [
      problem("adminCidrs", cidrs.length, `at most ${MAX_ADMIN_CIDRS} ranges`, "join neighbouring ranges"),
    ];
  }
  return cidrs.flatMap((cidr, index) => {
    const what = `adminCidrs[${index}]`;
    const range = parseCidr(cidr);
    if (range === undefined) {
      return [
        problem(what, cidr, "a valid IPv4 CIDR: prefix 0–32, host bits zero", 'write it like "10.8.0.0/16"'),
      ];
    }
    if (PRIVATE.some((outer) => contains(outer, range))) {
      return [];
    }
    const allowed = allowPublic
      ? `private ranges, and public ones of /${WIDEST_PUBLIC_PREFIX} or narrower`
      : "private ranges";
    const narrow = range.prefix >= WIDEST_PUBLIC_PREFIX;
    if (allowPublic && narrow) {
      return [];
    }
    const fix = narrow
      ? "reach the load balancer over a VPN, or set allowPublicAdminCidrs"
      : "name the few addresses that administer, over a VPN if they change";
    return [problem(what, cidr, allowed, fix)];
  });
}

/**
 * Validates that no administration range overlaps the VPC: CloudFront's interfaces are in it, and every VPC origin of the
 * account and every instance would be admitted by the range alone.
 *
 * @param cidrBlock the range of the VPC
 */
export function adminOverlapProblems(cidrs: string[], cidrBlock: string): string[] {
  const vpc = parseCidr(cidrBlock);
  return cidrs.flatMap((cidr, index) => {
    const range = parseCidr(cidr);
    const overlaps =
      vpc !== undefined && range !== undefined && (contains(vpc, range) || contains(range, vpc));
    return overlaps
      ? [
          problem(
            `adminCidrs[${index}]`,
            cidr,
            `ranges outside the VPC ${cidrBlock}, in which CloudFront's interfaces are`,
            "name the VPN's own range, or give the network another cidrBlock",
          ),
        ]
      : [];
  });
}
