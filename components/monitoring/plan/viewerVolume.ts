import type { LogField } from "./logFields";

/** The fields of the bytes of each viewer: a viewer is an address. */
export const VIEWER_VOLUME = { viewer: "c-ip", bytes: "sc-bytes" } as const satisfies Record<
  string,
  LogField
>;

/**
 * Returns the Contributor Insights rule that sums the bytes sent to each viewer. A metric filter would need a dimension for
 * each address, and CloudWatch disables filters with a thousand of them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html
 */
export function viewerVolumeRule(logGroupName: string): string {
  return JSON.stringify({
    Schema: { Name: "CloudWatchLogRule", Version: 1 },
    LogGroupNames: [logGroupName],
    LogFormat: "JSON",
    Contribution: { Keys: [`$.${VIEWER_VOLUME.viewer}`], ValueOf: `$.${VIEWER_VOLUME.bytes}`, Filters: [] },
    AggregateOn: "Sum",
  });
}
