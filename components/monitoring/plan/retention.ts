import { problem, rangeProblems } from "../../internal/problem";

/**
 * Days for which CloudWatch Logs keeps events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Says what is wrong with the days for which a log group keeps its events. */
export function groupDaysProblems(what: string, days: number): string[] {
  if (RETENTION_DAYS.includes(days)) {
    return [];
  }
  return [problem(what, days, RETENTION_DAYS.join(", "), "choose the next of these")];
}

/** Says what is wrong with the days after which a bucket's objects go. */
export function archiveDaysProblems(what: string, days: number): string[] {
  return rangeProblems(what, days, 1, 3653, "name the days for which logs are needed");
}
