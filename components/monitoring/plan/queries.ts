/** A query that is saved in CloudWatch Logs Insights, for the log group of the access log. */
export interface SavedQuery {
  /** Suffix of its name. */
  readonly id: string;
  /** What it shows. */
  readonly description: string;
  readonly text: string;
}

/**
 * Lists the saved queries. Field names with a hyphen need backticks; sums and comparisons read the text of numbers as
 * numbers.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function savedQueries(expectedCountries: readonly string[]): SavedQuery[] {
  const known = expectedCountries.length > 0;
  return [
    {
      id: "downloads-by-country",
      description: "Downloads by country, those outside expectedCountries first if these are known.",
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
      description: "Addresses with the most downloaded bytes, and their numbers of requests.",
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
      description: "Refused requests by status, CloudFront's reason and the behavior.",
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
      description: "All requests of one address: enter the address in the filter, and choose a day.",
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
