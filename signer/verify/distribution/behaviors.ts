/** Matches paths with behaviors. */
import { globMatches } from "../glob";
import type { Behavior, Distribution } from "./distribution";
import { normalisedPaths } from "./normalisePath";

/** A behavior and the normalised path that matched it. */
export interface Match {
  readonly behavior: Behavior;
  readonly path: string;
}

function withSlash(pattern: string): string {
  return pattern.startsWith("/") || pattern === "*" ? pattern : `/${pattern}`;
}

/**
 * Tells whether a path pattern matches a normalised path. The leading slash of a pattern is optional.
 *
 * @example
 * ```ts
 * patternMatches("images/*.jpg", "/images/a/b.jpg"); // true
 * ```
 */
export function patternMatches(pattern: string, path: string): boolean {
  // The wildcard of `*.jpg` matches the leading slash.
  return pattern.startsWith("*")
    ? globMatches(pattern, path, true)
    : globMatches(withSlash(pattern), path, true);
}

/**
 * Returns the behaviors that a raw path can match: one, unless the readings of the normalisation lead to different ones.
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
