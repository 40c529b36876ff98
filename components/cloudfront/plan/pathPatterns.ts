import { problem } from "../../internal/problem";

/**
 * The longest path pattern that CloudFront takes, and the characters that it may hold.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
const MAX_LENGTH = 255;
const FORBIDDEN = /[^A-Za-z0-9_\-.*?$/~"'@:+&]/;

/**
 * Says what is wrong with a path pattern: nothing, if CloudFront takes it and a canonical path can match it.
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

/** The patterns of paths that need a signature. */
export function patternsOf(securePaths: readonly { pattern: string }[]): string[] {
  return securePaths.map(({ pattern }) => pattern);
}
