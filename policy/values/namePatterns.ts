import { matchesWildcards } from "./wildcards";

/** Returns whether a URN, an ARN or a name matches a pattern in which `*` matches any characters; case counts. */
export function matchesName(pattern: string, name: string): boolean {
  return matchesWildcards(pattern, name);
}
