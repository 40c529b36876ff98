import { problem } from "../../internal/problem";
import { type Condition, filterPattern } from "./conditions";
import { NO_VALUE } from "./logFields";

/** The patterns of a site, as its owner wrote them. */
export interface SitePaths {
  /** Patterns that need a signature. */
  readonly secure: readonly string[];
  /** Public exceptions in them. */
  readonly public: readonly string[];
}

/**
 * Characters that a metric filter's pattern may have.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
const MAX_PATTERN = 1024;

/**
 * What was served, by a signed behavior, to a country that is not expected. Refusals do not count: scanners knock from
 * everywhere, and the door was shut. A viewer whose country CloudFront does not know does not count either.
 */
export function servedElsewhere(expected: readonly string[], paths: SitePaths): Condition {
  return {
    all: [
      ...[NO_VALUE, ...expected].map((country) => ({ field: "c-country" as const, isNot: country })),
      { field: "sc-status", is: "2*" },
      bySignedBehavior(paths),
    ],
  };
}

/** The behavior that CloudFront met, by its pattern: what it made of the path counts, not how that was spelt. */
function bySignedBehavior(paths: SitePaths): Condition {
  const field = "cache-behavior-path-pattern";
  return {
    all: [
      { any: paths.secure.map((pattern) => ({ field, is: pattern })) },
      ...paths.public.map((pattern) => ({ field, isNot: pattern }) as const),
    ],
  };
}

/**
 * Says what is wrong with a list of expected countries that a metric filter would have to hold.
 *
 * @param at what its name begins with, such as `alarms.`
 */
export function geographyProblems(expected: readonly string[], paths: SitePaths, at = ""): string[] {
  const { length } = filterPattern(servedElsewhere(expected, paths));
  if (expected.length === 0 || length <= MAX_PATTERN) {
    return [];
  }
  const allowed = `a metric filter of at most ${MAX_PATTERN} characters; countries and paths make ${length}`;
  const fix = "expect fewer countries, or merge path patterns";
  return [problem(`${at}expectedCountries`, expected.length, allowed, fix)];
}
