import { isIPv4, isIPv6 } from "node:net";

/**
 * Addresses from `first` to `last`, both included. All are IPv6 numbers; an IPv4 address is its IPv4-mapped one
 * (`::ffff:a.b.c.d`), so that a range that is spelled the other way is the same range.
 */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads a range in CIDR notation or a single address; host bits are ignored, as AWS does. Nothing if it is neither. */
export function parseRange(text: string): Range | undefined {
  const [, address = "", length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? [];
  const value = isIPv4(address) ? v4Start + ipv4(address) : isIPv6(address) ? ipv6(address) : undefined;
  if (value === undefined) {
    return undefined;
  }
  const bits = isIPv4(address) ? 32n : 128n;
  const fixed = length === undefined ? bits : BigInt(length);
  if (fixed > bits) {
    return undefined;
  }
  const size = 1n << (bits - fixed);
  const first = value - (value % size);
  return { first, last: first + size - 1n };
}

/** The same addresses as ranges that neither overlap nor touch, in order. */
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

/** Whether two ranges have an address in common. */
export function overlap(a: Range, b: Range): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** The addresses of `ranges` that are in none of `removed`. */
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

/** The addresses of `ranges` that a host on the internet can have. */
export function publicPart(ranges: readonly Range[]): Range[] {
  return subtract(ranges, notPublic);
}

/**
 * Whether public addresses are so many that the range is open to the world in all but name: as many as a /8 of IPv4
 * or a /16 of IPv6 has. No organisation's own network is that wide, and two halves of the internet are wider.
 */
export function isNearWorld(publicRanges: readonly Range[]): boolean {
  const v4 = publicRanges.map((range) => clip(range, { first: v4Start, last: v4Start + (1n << 32n) - 1n }));
  const v6 = subtract(publicRanges, [{ first: v4Start, last: v4Start + (1n << 32n) - 1n }]);
  return size(v4) >= 1n << 24n || size(v6) >= 1n << 112n;
}

const v4Start = 0xffffn << 32n;

function clip(range: Range, to: Range): Range {
  return {
    first: range.first > to.first ? range.first : to.first,
    last: range.last < to.last ? range.last : to.last,
  };
}

function size(ranges: readonly Range[]): bigint {
  return ranges.reduce((sum, { first, last }) => (last < first ? sum : sum + last - first + 1n), 0n);
}

function ipv4(address: string): bigint {
  return address.split(".").reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function ipv6(address: string): bigint {
  // A dotted tail is the last two groups; "::" stands for as many zero groups as are missing.
  const hex = address.replace(/[\d.]+\.\d+$/, (tail) => {
    const value = ipv4(tail);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = "", tail] = hex.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/**
 * What no host on the internet has as its address: IPv4 for private, shared, local and multicast use, and all of
 * IPv6 but 2000::/3 and the IPv4-mapped block.
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
