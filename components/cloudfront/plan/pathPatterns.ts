import { problem } from "../../internal/problem";

/**
 * The longest path pattern that CloudFront accepts, and the characters that it may contain.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
const MAX_LENGTH = 255;
const FORBIDDEN = /[^A-Za-z0-9_\-.*?$/~"'@:+&]/;

/**
 * Validates a path pattern: CloudFront must accept it, and a canonical path must be able to match it.
 *
 * @param what the argument as the caller wrote it, such as `publicPaths[0]`
 */
export function patternProblems(what: string, pattern: string): string[] {
  if (pattern.length === 0 || pattern.length > MAX_LENGTH) {
    return [problem(what, pattern, `1 to ${MAX_LENGTH} characters`, "shorten it with a wildcard")];
  }
  if (!/^[/*]/.test(pattern)) {
    return [problem(what, pattern, "a path that starts with / or *", `write "/${pattern}"`)];
  }
  const forbidden = FORBIDDEN.exec(pattern)?.[0];
  if (forbidden !== undefined) {
    return [
      problem(
        what,
        pattern,
        `letters, digits and _ - . * ? $ / ~ " ' @ : + &`,
        `take out ${JSON.stringify(forbidden)}, or match it with ?`,
      ),
    ];
  }
  // CloudFront resolves these before it matches, so such a pattern would protect nothing.
  if (/\/\/|\/\.{1,2}(\/|$)/.test(pattern)) {
    return [problem(what, pattern, 'no "//" and no "." or ".." as a segment', "write the resolved path")];
  }
  return [];
}

/** The path patterns of one application. */
export interface PathPatterns {
  /** Patterns of the paths that need a signature. */
  readonly secure: readonly string[];
  /** Patterns of the public paths. */
  readonly public: readonly string[];
}

/** The arguments that patterns are taken from. */
export interface PatternArgs {
  readonly securePaths: readonly { pattern: string }[];
  readonly publicPaths?: readonly string[] | undefined;
  readonly publicBucketPaths?: readonly string[] | undefined;
}

/** Takes the patterns out of the arguments of one application. */
export function pathPatterns({
  securePaths,
  publicPaths = [],
  publicBucketPaths = [],
}: PatternArgs): PathPatterns {
  return {
    secure: securePaths.map(({ pattern }) => pattern),
    public: [...publicPaths, ...publicBucketPaths],
  };
}
