import type { LogField } from "./logFields";

/** The fields of what each viewer downloads: a viewer is an address. */
export const VIEWER_VOLUME = {
  viewer: "c-ip",
  bytes: "sc-bytes",
  status: "sc-status",
} as const satisfies Record<string, LogField>;

/** How a status begins that counts as a download. */
export const DOWNLOADED = "2";

/**
 * Returns the Contributor Insights rule that sums the bytes sent to each viewer. A metric filter would need a dimension for
 * each address, and CloudWatch disables filters with a thousand of them.
 *
 * AWS documents sums of numbers; the log has numbers as text, and no page says that these are summed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html
 */
export function viewerVolumeRule(logGroupName: string): string {
  return rule(logGroupName, "Sum", { ValueOf: `$.${VIEWER_VOLUME.bytes}`, Filters: [] });
}

/**
 * Returns the Contributor Insights rule that counts the downloads of each viewer, which depends on no number in the log.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html
 */
export function viewerRequestsRule(logGroupName: string): string {
  const filter = { Match: `$.${VIEWER_VOLUME.status}`, StartsWith: [DOWNLOADED] };
  return rule(logGroupName, "Count", { Filters: [filter] });
}

function rule(logGroupName: string, AggregateOn: "Sum" | "Count", contribution: object): string {
  return JSON.stringify({
    Schema: { Name: "CloudWatchLogRule", Version: 1 },
    LogGroupNames: [logGroupName],
    LogFormat: "JSON",
    Contribution: { Keys: [`$.${VIEWER_VOLUME.viewer}`], ...contribution },
    AggregateOn,
  });
}
