import { isNearWorld, parseRange, publicPart, type Range, subtract } from "./ranges";

/**
 * How much of the internet a CIDR admits, beyond the ranges that are allowed; `all` also means nearly all, and `invalid`
 * that it is not a CIDR.
 */
export type InternetShare = "none" | "some" | "all" | "invalid";

/** Returns how much of the internet a CIDR admits. One that admits `all` does so even where it is allowed. */
export function internetShareOf(cidr: string, allowed: readonly Range[]): InternetShare {
  const range = parseRange(cidr);
  if (range === undefined) {
    return "invalid";
  }
  const open = publicPart([range]);
  if (isNearWorld(open)) {
    return "all";
  }
  return subtract(open, allowed).length > 0 ? "some" : "none";
}
