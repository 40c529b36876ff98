import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * The addresses from `first` to `last`, both included, as IPv6 numbers. An IPv4 address is its IPv4-mapped one
 * (`::ffff:a.b.c.d`), so both spellings of a range are equal.
 */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** Parses a CIDR or a single address; ignores host bits, as AWS does. Returns `undefined` for anything else. */
export function parseRange(text: string): Range | undefined {
  const [, address = "", prefix] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? [];
  // node:net is stricter than ipaddr.js, which also accepts octal and hexadecimal parts.
  const isV4 = isIPv4(address);
  if (!isV4 && !isIPv6(address)) {
    return undefined;
  }
  const bits = isV4 ? 32 : 128;
  const fixed = prefix === undefined ? bits : Number(prefix);
  if (fixed > bits) {
    return undefined;
  }
  // ipaddr.js reads the deprecated form ::a.b.c.d as an IPv4-mapped address, which it is not.
  const ip = isV4
    ? ipaddr.IPv4.parse(address).toIPv4MappedAddress()
    : ipaddr.IPv6.parse(address.replace(/^::(?=\d+\.)/, "0::"));
  const value = BigInt(`0x${Buffer.from(ip.toByteArray()).toString("hex")}`);
  const size = 1n << BigInt(bits - fixed);
  const first = value - (value % size);
  return { first, last: first + size - 1n };
}

/** Parses CIDRs into ranges that neither overlap nor touch; skips what is not a CIDR. */
export function parseRanges(cidrs: readonly string[]): Range[] {
  return union(cidrs.flatMap((cidr) => parseRange(cidr) ?? []));
}

/** Merges ranges into ranges that neither overlap nor touch, in order. */
export function union(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const open = merged.at(-1);
    if (open === undefined || range.first > open.last + 1n) {
      merged.push(range);
    } else if (range.last > open.last) {
      merged[merged.length - 1] = { first: open.first, last: range.last };
    }
  }
  return merged;
}

/** A version of the Internet Protocol. */
export type IpVersion = 4 | 6;

/** Returns the version of the Internet Protocol that a CIDR is written for. */
export function versionOf(cidr: string): IpVersion {
  return cidr.includes(":") ? 6 : 4;
}

/** Returns whether two ranges have an address in common. */
export function overlap(a: Range, b: Range): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Returns the addresses of `ranges` that are in none of `removed`. */
export function subtract(ranges: readonly Range[], removed: readonly Range[]): Range[] {
  let left = union(ranges);
  for (const { first, last } of removed) {
    left = left.flatMap((range) => {
      if (last < range.first || first > range.last) {
        return [range];
      }
      const parts: Range[] = [];
      if (range.first < first) {
        parts.push({ first: range.first, last: first - 1n });
      }
      if (range.last > last) {
        parts.push({ first: last + 1n, last: range.last });
      }
      return parts;
    });
  }
  return left;
}

/** Returns the addresses of `ranges` that are routable on the internet. */
export function publicPart(ranges: readonly Range[]): Range[] {
  return subtract(ranges, notPublic);
}

/**
 * Returns whether ranges cover nearly the whole internet: at least as many public addresses as a /8 of IPv4 or a /16 of
 * IPv6 has. No organisation's own network is that large.
 */
export function isNearWorld(publicRanges: readonly Range[]): boolean {
  const v4 = publicRanges.map((range) => clip(range, allOfV4));
  const v6 = subtract(publicRanges, [allOfV4]);
  return size(v4) >= 1n << 24n || size(v6) >= 1n << 112n;
}

const allOfV4: Range = { first: 0xffffn << 32n, last: (0xffffn << 32n) + (1n << 32n) - 1n };

function clip(range: Range, to: Range): Range {
  return {
    first: range.first > to.first ? range.first : to.first,
    last: range.last < to.last ? range.last : to.last,
  };
}

function size(ranges: readonly Range[]): bigint {
  return ranges.reduce((sum, { first, last }) => (last < first ? sum : sum + last - first + 1n), 0n);
}

/**
 * Addresses that are not routable on the internet: private, shared, local and multicast IPv4, and all of IPv6 except
 * 2000::/3 and the IPv4-mapped block.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/ipv6-address-space
 */
const notPublic: readonly Range[] = [
  ...subtract(cidrs("::/0"), cidrs("::ffff:0:0/96", "2000::/3")),
  ...cidrs(
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
  ),
];

function cidrs(...texts: string[]): Range[] {
  return texts.flatMap((text) => parseRange(text) ?? []);
}
