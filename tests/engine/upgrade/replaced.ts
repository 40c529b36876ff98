/** Says which resources of a stack an upgrade replaced or deleted. */
import type { StateResource } from "../../../local/engine/stack/checkpoint";

/** Types of which an upgrade may replace or delete resources, because no viewer is served by them. */
const notServing = [
  // A release of the members site and the error pages: each content is an object of its own.
  /^aws:s3\/bucketObjectv2:/,
  // Alarms, dashboards and saved queries.
  /^aws:cloudwatch\/(metricAlarm|dashboard|queryDefinition|contributorInsightRule|logMetricFilter):/,
  // Providers have no resource in an account.
  /^pulumi:providers:/,
];

const identity = ({ type, id = "" }: StateResource): string => `${type} ${id}`;

/** Lists the serving resources of the state before that the state after lacks, as `type name`. */
export function replacedResources(
  before: readonly StateResource[],
  after: readonly StateResource[],
): string[] {
  const left = new Set(after.filter((resource) => resource.delete !== true).map(identity));
  return before
    .filter(({ id, type }) => id !== undefined && !notServing.some((pattern) => pattern.test(type)))
    .filter((resource) => !left.has(identity(resource)))
    .map(({ type, urn }) => `${type} ${urn.split("::").at(-1) ?? ""}`);
}
