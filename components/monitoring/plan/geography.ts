import type { PathPatterns } from "../../cloudfront/plan/pathPatterns";
import { problem } from "../../internal/problem";
import { type Condition, filterPattern } from "./conditions";
import { NO_VALUE } from "./logFields";

/**
 * The most characters of a metric filter's pattern.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
const MAX_PATTERN = 1024;

/**
 * Matches responses of signed behaviors to countries that are not expected. Refused requests do not count, for scanners
 * come from all countries; nor do viewers whose country CloudFront does not know.
 */
export function servedElsewhere(expected: readonly string[], paths: PathPatterns): Condition {
  return {
    all: [
      ...[NO_VALUE, ...expected].map((country) => ({ field: "c-country" as const, isNot: country })),
      { field: "sc-status", is: "2*" },
      bySignedBehavior(paths),
    ],
  };
}

/** Matches the pattern of the behavior that CloudFront chose, which does not depend on the spelling of the path. */
function bySignedBehavior(paths: PathPatterns): Condition {
  const field = "cache-behavior-path-pattern";
  return {
    all: [
      { any: paths.secure.map((pattern) => ({ field, is: pattern })) },
      ...paths.public.map((pattern) => ({ field, isNot: pattern }) as const),
    ],
  };
}

/**
 * Validates that a metric filter has room for the expected countries.
 *
 * @param at prefix of the argument's name, such as `alarms.`
 */
export function geographyProblems(expected: readonly string[], paths: PathPatterns, at = ""): string[] {
  const { length } = filterPattern(servedElsewhere(expected, paths));
  if (expected.length === 0 || length <= MAX_PATTERN) {
    return [];
  }
  const allowed = `a metric filter of at most ${MAX_PATTERN} characters; countries and paths make ${length}`;
  const fix = "expect fewer countries, or merge path patterns";
  return [problem(`${at}expectedCountries`, expected.length, allowed, fix)];
}
