import { problem } from "../../internal/problem";

/** An IPv4 range: its first address as a number, and how many leading bits are fixed. */
export interface Ipv4Range {
  first: number;
  prefix: number;
}

/** Reads `10.0.0.0/16`; undefined if that is no IPv4 range, or has bits set behind its prefix. */
export function parseCidr(text: string): Ipv4Range | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (parts === null) {
    return undefined;
  }
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = parts.slice(1).map(Number);
  if ([a, b, c, d].some((byte) => byte > 255) || prefix > 32) {
    return undefined;
  }
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  return first % size(prefix) === 0 ? { first, prefix } : undefined;
}

/** Writes a range the way `parseCidr` reads it. */
export function formatCidr({ first, prefix }: Ipv4Range): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${bytes.join(".")}/${prefix}`;
}

/** The part with the given number when a range is cut into parts of one prefix length. */
export function slice(range: Ipv4Range, prefix: number, index: number): Ipv4Range {
  return { first: range.first + index * size(prefix), prefix };
}

/** Tells whether the inner range lies wholly in the outer one. */
export function contains(outer: Ipv4Range, inner: Ipv4Range): boolean {
  return (
    inner.prefix >= outer.prefix &&
    Math.floor(inner.first / size(outer.prefix)) * size(outer.prefix) === outer.first
  );
}

function size(prefix: number): number {
  return 2 ** (32 - prefix);
}

/**
 * Ranges that the internet does not route: private networks and carrier-grade NAT.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1918 https://www.rfc-editor.org/rfc/rfc6598
 */
const PRIVATE: Ipv4Range[] = [
  { first: 0x0a000000, prefix: 8 },
  { first: 0xac100000, prefix: 12 },
  { first: 0xc0a80000, prefix: 16 },
  { first: 0x64400000, prefix: 10 },
];

/** The widest public range that administration may come from: 256 addresses, one office. */
const WIDEST_PUBLIC_PREFIX = 24;

/** Rules left in a security group beside the widest set that administration should need. */
const MAX_ADMIN_CIDRS = 20;

/**
 * Says which administration ranges are refused: what is no IPv4 range, public ones unless they are allowed, and
 * near-world ones always.
 *
 * @param allowPublic true admits public ranges of at most 256 addresses
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
        problem(what, cidr, "an IPv4 range with no bits behind its prefix", 'write it like "10.8.0.0/16"'),
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
