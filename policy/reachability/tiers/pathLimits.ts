import type { ListenerRule, PathCondition } from "../../resources/loadBalancing/listeners";
import { known } from "../../values/field";

/**
 * A limit on the paths of the requests that reach a target, from the path conditions of listener rules: the rule on the way
 * takes only paths that match one of its patterns, and an earlier rule leaves only those that match none of its own.
 */
export interface PathLimit {
  readonly kind: "matches" | "matchesNone";
  readonly patterns: readonly string[];
}

/** How a request can be spelt: as the site writes its links, or in any way that CloudFront takes for the same path. */
export type Spelling = "plain" | "any";

/** The patterns that a load balancer accepts. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
const patternSyntax = /^[A-Za-z0-9_.*?$/~"'@:+&-]{1,128}$/;

/** Returns the limits of a rule on what it forwards; a condition that cannot be compared limits nothing. */
export function limitsOf({ paths }: Pick<ListenerRule, "paths">): PathLimit[] {
  return paths.flatMap((condition) => {
    const patterns = patternsOf(condition);
    return patterns === undefined ? [] : [{ kind: "matches" as const, patterns }];
  });
}

/** Returns the limit of a rule on what it leaves to later ones; none if that cannot be compared. */
export function limitAfter({ paths }: Pick<ListenerRule, "paths">): PathLimit[] {
  return paths.length > 1
    ? []
    : limitsOf({ paths }).map(({ patterns }) => ({ kind: "matchesNone", patterns }));
}

function patternsOf({ patterns, expressions }: PathCondition): string[] | undefined {
  const values = patterns.map(known);
  const isComparable =
    values.length > 0 &&
    expressions.state === "absent" &&
    values.every((value) => value !== undefined && patternSyntax.test(value));
  return isComparable ? values.filter((value) => value !== undefined) : undefined;
}

/** The same limit on the path that CloudFront compares: a pattern of `oneOf` has to match, if it is given, and none of `noneOf`. */
export interface ComparedPaths {
  readonly oneOf?: readonly string[];
  readonly noneOf?: readonly string[];
}

/**
 * Returns what a limit says of the path that CloudFront compares with the patterns of behaviors. A load balancer compares the
 * path as it is sent, by case, with the folder of the origin before it. CloudFront sends it as the viewer spells it, but
 * compares it without dot segments, repeated slashes and needless percent-encoding. So a viewer who spells freely gets past every
 * pattern of an earlier rule but one for all paths, and meets a pattern with wildcards by what follows the last one alone.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function comparedPaths(
  { kind, patterns }: PathLimit,
  folder: string,
  spelling: Spelling,
): ComparedPaths {
  const below = patterns.flatMap((pattern) => after(pattern, folder));
  const asWritten = below.flatMap((pattern) => after(pattern, "/"));
  if (kind === "matchesNone") {
    return { noneOf: pathsOf(asWritten.filter((rest) => spelling === "plain" || /^\*+$/.test(rest))) };
  }
  return {
    oneOf: pathsOf(spelling === "plain" ? asWritten : below.flatMap((pattern) => after(meant(pattern), "/"))),
  };
}

function pathsOf(rests: readonly string[]): string[] {
  return [...new Set(rests)].map((rest) => `/${rest}`);
}

/** Returns a pattern of all paths that can be spelt to match a pattern. */
function meant(pattern: string): string {
  const end = pattern.slice(Math.max(pattern.lastIndexOf("*"), pattern.lastIndexOf("?")) + 1);
  if (/\/\/|(^|\/)\.{1,2}(\/|$)/.test(end)) {
    return "*";
  }
  return end === pattern ? pattern : `*${end}`;
}

/** Returns what is left of a pattern for the rest of a path that begins with a text; more than one after a `*`. */
function after(pattern: string, text: string): string[] {
  let rests = [pattern];
  for (const letter of text) {
    rests = [...new Set(rests.flatMap((rest) => next(rest, letter)))];
  }
  return rests;
}

function next(rest: string, letter: string): string[] {
  if (rest.startsWith("*")) {
    return [rest, ...next(rest.slice(1), letter)];
  }
  return rest.startsWith("?") || rest.startsWith(letter) ? [rest.slice(1)] : [];
}
