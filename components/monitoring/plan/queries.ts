/** A query that is saved in CloudWatch Logs Insights, for the log group of the access log. */
export interface SavedQuery {
  /** Ends its name. */
  readonly id: string;
  /** What it answers. */
  readonly says: string;
  readonly text: string;
}

/**
 * The saved queries. Field names with a hyphen stand in backticks; numbers, which the log has as text, are read as
 * numbers by sum and comparison.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function savedQueries(expectedCountries: readonly string[]): SavedQuery[] {
  const known = expectedCountries.length > 0;
  return [
    {
      id: "downloads-by-country",
      says: "What was served to which country, those outside expectedCountries first where these are known.",
      text: lines(
        "fields `c-country`, `sc-bytes`, `c-ip`",
        "filter `sc-status` like /^2/",
        ...(known ? [`fields strcontains("${expectedCountries.join(" ")}", \`c-country\`) as expected`] : []),
        "stats sum(`sc-bytes`) as bytes, count(*) as requests, count_distinct(`c-ip`) as viewers " +
          `by \`c-country\`${known ? ", expected" : ""}`,
        `sort ${known ? "expected asc, " : ""}bytes desc`,
        "limit 50",
      ),
    },
    {
      id: "top-viewers",
      says: "Which addresses fetched most, and how many requests they made.",
      text: lines(
        "fields `c-ip`, `c-country`, `sc-bytes`",
        "filter `sc-status` like /^2/",
        "stats sum(`sc-bytes`) as bytes, count(*) as requests by `c-ip`, `c-country`",
        "sort bytes desc",
        "limit 25",
      ),
    },
    {
      id: "refusals-by-reason",
      says: "What was refused, by status, CloudFront's own reason and the behavior that was met.",
      text: lines(
        "fields `sc-status`, `x-edge-detailed-result-type`, `cache-behavior-path-pattern`, `c-ip`",
        "filter `sc-status` like /^4/",
        "stats count(*) as requests, count_distinct(`c-ip`) as viewers by `sc-status`, `x-edge-detailed-result-type`, `cache-behavior-path-pattern`",
        "sort requests desc",
        "limit 50",
      ),
    },
    {
      id: "one-viewers-day",
      says: "All that one address did: put the address into the filter, and choose a day.",
      text: lines(
        "fields `timestamp(ms)`, `cs-method`, `cs-uri-stem`, `sc-status`, `sc-bytes`, `c-country`",
        'filter `c-ip` = "192.0.2.1"',
        "sort `timestamp(ms)` asc",
        "limit 1000",
      ),
    },
  ];
}

function lines(...commands: string[]): string {
  return commands.join("\n| ");
}
