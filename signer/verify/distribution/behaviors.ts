/** Match: which behavior a path meets. */

import { globMatches } from "../policy/glob";
import { normalisedPaths } from "../request/normalisePath";
import type { Behavior, Distribution } from "./distribution";

/** A behavior with the path that led to it. */
export interface Match {
  readonly behavior: Behavior;
  readonly path: string;
}

function withSlash(pattern: string): string {
  return pattern.startsWith("/") || pattern === "*" ? pattern : `/${pattern}`;
}

/**
 * Whether a path pattern takes a normalised path. The slash at the start of a pattern may be left out.
 *
 * @example
 * ```ts
 * patternMatches("images/*.jpg", "/images/a/b.jpg"); // true
 * ```
 */
export function patternMatches(pattern: string, path: string): boolean {
  // A pattern that starts with a wildcard needs no slash: `*.jpg` already begins before one.
  return pattern.startsWith("*")
    ? globMatches(pattern, path, true)
    : globMatches(withSlash(pattern), path, true);
}

/**
 * The behaviors that a raw path can meet: one, unless the readings of the normalisation lead to different ones.
 * The last behavior of a distribution is `*`, so there is always one.
 */
export function matchBehaviors(path: string, distribution: Distribution): readonly Match[] {
  const matches: Match[] = [];
  for (const candidate of normalisedPaths(path)) {
    const behavior = distribution.behaviors.find(({ pathPattern }) => patternMatches(pathPattern, candidate));
    if (behavior && !matches.some((match) => match.behavior === behavior)) {
      matches.push({ behavior, path: candidate });
    }
  }
  return matches;
}
