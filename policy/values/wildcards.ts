/**
 * Returns whether a value matches a pattern in which `*` matches any characters. It takes time in proportion to the product
 * of both lengths at most, however many stars there are.
 *
 * @param single whether `?` matches any one character
 */
export function matchesWildcards(pattern: string, value: string, single = false): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < value.length; ) {
    const expected = pattern[at];
    if (expected === "*") {
      star = at++;
      resume = i;
    } else if (expected !== undefined && (expected === value[i] || (single && expected === "?"))) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") {
    at++;
  }
  return at === pattern.length;
}
