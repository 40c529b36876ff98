/** Returns whether a URN, an ARN or a name matches a pattern in which `*` matches any characters; case counts. */
export function matchesName(pattern: string, name: string): boolean {
  return matches(pattern, name, undefined);
}

/** Returns whether a value matches a pattern in which `*` matches any characters and `?` exactly one; case counts. */
export function matchesWildcards(pattern: string, value: string): boolean {
  return matches(pattern, value, "?");
}

/**
 * Matches without backtracking further than the last `*`: whatever a match needs before it has been found at its first
 * place, so the time is at most the product of both lengths. A regular expression would take exponential time.
 *
 * @param one the character that matches exactly one
 */
function matches(pattern: string, text: string, one: string | undefined): boolean {
  let at = 0;
  let star = -1;
  let restart = 0;
  let place = 0;
  while (at < text.length) {
    const token = pattern[place];
    if (token === "*") {
      star = place++;
      restart = at;
    } else if (token !== undefined && (token === text[at] || token === one)) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++restart;
    } else {
      return false;
    }
  }
  while (pattern[place] === "*") {
    place++;
  }
  return place === pattern.length;
}
