import { perModel } from "../../reachability/perModel";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { awsBestPractices } from "../awsBestPractices";
import type { Finding, Rule } from "../rule";

/** Distributions have access logs. */
export const distributionHasAccessLogs: Rule = {
  name: "distribution-has-access-logs",
  displayName: "Distribution has access logs",
  description: "A distribution has access logs: standard or real-time.",
  rationale: "Without them, no one can tell after an incident who downloaded what.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["cloudfront", "logging"],
  remediationSteps:
    "Create a LogDeliverySource for the distribution's ARN, a LogDeliveryDestination and a LogDelivery, in us-east-1.",
  framework: awsBestPractices("CloudFront.5", "Distributions have logging enabled."),
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
  scope: "stack-hygiene",
  types: [t.distribution, t.logDeliverySource, t.logDelivery],
  options: [],
  onUnknown: "deny",
  check(model) {
    const logged = loggedDistributions(model);
    return model.distributions.flatMap(({ urn, logBucket, behaviors }): Finding[] => {
      const hasOtherLogs =
        logBucket.state !== "absent" || behaviors.some(({ realtimeLog }) => realtimeLog.state !== "absent");
      const why = "the distribution has no access logs";
      const fix = "Deliver its access logs to a bucket or a log group";
      return hasOtherLogs || logged.has(urn) ? [] : [{ urn, path: "", why, fix }];
    });
  },
};

const logged = perModel<ReadonlyMap<string, string[]>>();

/** Returns the log deliveries of each distribution with standard logs (v2). */
export function loggedDistributions(model: StackModel): ReadonlyMap<string, string[]> {
  return logged(model, "", () => deliveriesOf(model));
}

function deliveriesOf({ links, logSources, logDeliveries }: StackModel): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const resources = new Map(logSources.map(({ urn, resource }) => [urn, resource]));
  for (const { urn, source } of logDeliveries) {
    for (const each of urnsOf(links.to(urn, source, t.logDeliverySource))) {
      const resource = resources.get(each);
      const of = resource === undefined ? [] : urnsOf(links.to(each, resource, t.distribution));
      for (const distribution of of) {
        found.set(distribution, [...(found.get(distribution) ?? []), urn]);
      }
    }
  }
  return found;
}
