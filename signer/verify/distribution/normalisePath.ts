/** Normalises the path that behaviors are matched with; the origin gets the raw one. */

/** RFC 3986 section 2.3: characters that are equivalent to their escapes. */
const unreserved = /^[A-Za-z0-9\-._~]$/;

function decodeUnreserved(path: string): string {
  return path.replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return unreserved.test(character) ? character : escape;
  });
}

function mergeSlashes(path: string): string {
  return path.replace(/\/{2,}/g, "/");
}

/** Removes dot segments as RFC 3986 section 5.2.4 does. */
function removeDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.slice(1).split("/");
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === "..") {
      kept.pop();
    } else if (segment !== ".") {
      kept.push(segment);
      return;
    }
    if (last) {
      kept.push("");
    }
  });
  return `/${kept.join("/")}`;
}

/** A path that no reading of the normalisation changes. */
const untouched = /^(?!.*\/\/)(?!.*\/\.)[^%]*$/;

/**
 * Returns every path that AWS's one sentence ("normalised consistent with RFC 3986", slashes merged, dot segments
 * removed) can yield: it does not document whether escapes of unreserved characters are decoded, or whether slashes are
 * merged before dot segments are removed. Usually there is one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html "Path pattern"
 */
export function normalisedPaths(path: string): readonly string[] {
  if (untouched.test(path)) {
    return [path];
  }
  const readings = [path, decodeUnreserved(path)].flatMap((text) => [
    removeDotSegments(mergeSlashes(text)),
    mergeSlashes(removeDotSegments(text)),
  ]);
  return [...new Set(readings)];
}
