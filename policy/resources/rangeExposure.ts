import { isNearWorld, parseRange, publicPart, type Range, subtract } from "../values/ranges";

/**
 * What a range lets in, beside the ranges that administrators declared:
 * nobody from the internet (`closed`), some of it (`part`), all or nearly all of it (`world`), or it cannot be read.
 */
export type Exposure = "closed" | "part" | "world" | "unreadable";

/** Judges one range in CIDR notation. A range as wide as the world stays so even where it is declared. */
export function exposureOf(cidr: string, declared: readonly Range[]): Exposure {
  const range = parseRange(cidr);
  if (range === undefined) {
    return "unreadable";
  }
  const open = publicPart([range]);
  if (isNearWorld(open)) {
    return "world";
  }
  return subtract(open, declared).length > 0 ? "part" : "closed";
}
