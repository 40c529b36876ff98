interface Range {
  first: number;
  last: number;
}

function rangeOf(cidr: string): Range | undefined {
  const [address = "", bits = ""] = cidr.split("/");
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || bits === "") {
    return undefined;
  }
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(parts.reduce((sum, part) => sum * 256 + part, 0) / size) * size;
  return { first, last: first + size - 1 };
}

/** Says whether two IPv4 ranges share an address. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

/** Says whether an IPv4 range lies inside another. */
export function inside(whole: string, part: string): boolean {
  const [a, b] = [rangeOf(whole), rangeOf(part)];
  return a !== undefined && b !== undefined && a.first <= b.first && b.last <= a.last;
}

/**
 * The first address of a range that nobody has; AWS keeps the first four of a subnet to itself.
 * Past the end of the range it goes on: that nobody runs out of addresses is one of the things that are not modelled.
 */
export function freeHost(cidr: string, taken: ReadonlySet<unknown>): string {
  const first = (rangeOf(cidr)?.first ?? 0) + 4;
  for (let host = first; ; host++) {
    const address = [24, 16, 8, 0].map((shift) => Math.floor(host / 2 ** shift) % 256).join(".");
    if (!taken.has(address)) {
      return address;
    }
  }
}
