/** CloudFront's wildcards: `*` matches any run of characters, `/` included; `?`, where it is one, exactly one. */

const star = 42; // *
const mark = 63; // ?

/**
 * Tells whether a pattern matches a whole text. It backtracks to the last `*` only, so the work is at most the product
 * of both lengths.
 *
 * @param single - whether `?` is a wildcard
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html "Path pattern"
 */
export function globMatches(pattern: string, text: string, single: boolean): boolean {
  let p = 0;
  let t = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (t < text.length) {
    const code = p < pattern.length ? pattern.charCodeAt(p) : -1;
    if (code === star) {
      starAt = p;
      resumeAt = t;
      p += 1;
    } else if (code !== -1 && (code === text.charCodeAt(t) || (single && code === mark))) {
      p += 1;
      t += 1;
    } else if (starAt !== -1) {
      p = starAt + 1;
      resumeAt += 1;
      t = resumeAt;
    } else {
      return false;
    }
  }
  while (p < pattern.length && pattern.charCodeAt(p) === star) {
    p += 1;
  }
  return p === pattern.length;
}

/**
 * Tells for the first 0, 1, 2 … characters of a pattern whether they match a whole text, with `?` as a wildcard. The work
 * for all of them is at most the product of both lengths.
 */
export function matchingPrefixes(pattern: string, text: string): readonly boolean[] {
  const matching: boolean[] = [];
  // Which beginnings of the text the characters so far match.
  const row = new Uint8Array(text.length + 1);
  row[0] = 1;
  let first = 0;
  for (let p = 0; first <= text.length; p += 1) {
    matching.push(row[text.length] === 1);
    if (p === pattern.length) {
      break;
    }
    const code = pattern.charCodeAt(p);
    if (code === star) {
      row.fill(1, first);
      continue;
    }
    for (let t = text.length; t > first; t -= 1) {
      row[t] = code === mark || code === text.charCodeAt(t - 1) ? (row[t - 1] ?? 0) : 0;
    }
    row[first] = 0;
    first = row.indexOf(1, first);
    if (first === -1) {
      break;
    }
  }
  return matching;
}
