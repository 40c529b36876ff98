import { problem, rangeProblems } from "../../internal/problem";

/** Days for which log groups keep events where nothing else is chosen. */
export const DEFAULT_GROUP_DAYS = 30;

/** Days for which the archive keeps logs where nothing else is chosen. */
export const DEFAULT_ARCHIVE_DAYS = 365;

/**
 * Retention periods that CloudWatch Logs supports, in days.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Validates the days for which a log group keeps its events. */
export function groupDaysProblems(what: string, days: number = DEFAULT_GROUP_DAYS): string[] {
  if (RETENTION_DAYS.includes(days)) {
    return [];
  }
  return [problem(what, days, RETENTION_DAYS.join(", "), "choose the next of these")];
}

/** Validates the days after which the objects of a bucket expire. */
export function archiveDaysProblems(what: string, days: number = DEFAULT_ARCHIVE_DAYS): string[] {
  return rangeProblems(what, days, 1, 3653, "name the days for which logs are needed");
}
