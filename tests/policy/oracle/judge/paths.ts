/** Paths of requests: patterns, how CloudFront compares a path, and how else it can be spelt. */

const globs = new Map<string, RegExp>();

/** Tells whether a path matches a pattern of CloudFront: `*` is any text and `?` one character, with or without the first slash. */
export function matches(pattern: string, path: string): boolean {
  const known = globs.get(pattern);
  if (known !== undefined) {
    return known.test(path);
  }
  const escaped = pattern.replace(/^\//, "").replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const made = new RegExp(`^/${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
  globs.set(pattern, made);
  return made.test(path);
}

/** Draws concrete paths from patterns. */
export function pathsOf(patterns: readonly string[]): string[] {
  const pieces = patterns
    .flatMap((pattern) => pattern.split(/[*?]/))
    .map((piece) => piece.replace(/^\//, ""));
  const fills = [...new Set(["", "a", "b/c", ...pieces, ...pieces.map((piece) => `${piece}a`)])];
  const drawn = patterns.flatMap((pattern) =>
    fills.map((fill) => `/${pattern.replace(/^\//, "").replaceAll("?", "a").replaceAll("*", fill)}`),
  );
  return [...new Set(drawn)].filter((path) => !path.includes("//"));
}

const compared = new Map<string, string>();

/**
 * Returns the path that CloudFront compares with patterns: as in RFC 3986, without dot segments, repeated slashes and the
 * percent-encoding of characters that need none. It sends the path as it was asked.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html Path pattern
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function normalized(path: string): string {
  const known = compared.get(path);
  if (known !== undefined) {
    return known;
  }
  const decoded = path.replace(/%([0-9A-F]{2})/gi, (all, hex: string) => {
    const letter = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(letter) ? letter : all;
  });
  const segments = decoded.split("/").slice(1);
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === "..") {
      kept.pop();
    } else if (segment !== "." && segment !== "") {
      kept.push(segment);
    }
  }
  const isFolder = ["", ".", ".."].includes(segments.at(-1) ?? "");
  const found = `/${kept.join("/")}${isFolder && kept.length > 0 ? "/" : ""}`;
  compared.set(path, found);
  return found;
}

/**
 * Lists how else a path can be spelt so that other patterns meet it on the way: an encoded slash is no slash for CloudFront,
 * and one for S3 and for many servers; a load balancer compares the path as it is sent, with dot segments and encoded letters.
 *
 * @param patterns the path conditions of listener rules
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html Path conditions
 */
export function spellings(path: string, patterns: readonly string[]): string[] {
  const [, ...segments] = path.split("/");
  const encoded = segments.slice(1).map((_, at) => {
    const before = segments.slice(0, at + 1).join("/");
    return `/${before}%2F${segments.slice(at + 1).join("/")}`;
  });
  const plain = [path, ...encoded];
  if (patterns.length === 0) {
    return plain;
  }
  const detours = patterns
    .filter((pattern) => pattern.startsWith("/") && pattern.includes("*"))
    .map((pattern) => {
      const folder = `${pattern.slice(0, pattern.indexOf("*")).replaceAll("?", "a")}x`;
      return `${folder}${"/..".repeat(folder.split("/").length - 1)}`;
    });
  const hidden = path.replace(/[A-Za-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return [
    ...plain,
    hidden,
    `/${path}`,
    ...detours.flatMap((detour) => plain.map((each) => `${detour}${each}`)),
  ];
}
