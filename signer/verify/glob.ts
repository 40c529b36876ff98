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
