import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import type { Finding, Rule } from "../rule";

/** Who fetched what can be told afterwards. */
export const distributionHasAccessLogs: Rule = {
  name: "distribution-has-access-logs",
  displayName: "Distribution has access logs",
  description: "A distribution has access logs, of either standard kind or in real time.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["cloudfront", "logging"],
  remediationSteps:
    "Make a LogDeliverySource for the distribution's ARN, a LogDeliveryDestination and a LogDelivery, in us-east-1.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "CloudFront.5",
    specification: "Distributions have logging enabled.",
  },
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
  level: "stack-hygiene",
  types: [t.distribution, t.logDeliverySource, t.logDelivery],
  options: [],
  onUnknown: "deny",
  check(model) {
    const logged = loggedDistributions(model);
    return model.distributions.flatMap(({ urn, logBucket, behaviors }): Finding[] => {
      const hasOther =
        logBucket.state !== "absent" || behaviors.some(({ realtimeLog }) => realtimeLog.state !== "absent");
      const why = "nobody can tell afterwards who fetched what";
      const fix = "Deliver its access logs to a bucket or a log group";
      return hasOther || logged.has(urn) ? [] : [{ urn, path: "", why, fix }];
    });
  },
};

/** The distributions whose vended logs are delivered somewhere, with the deliveries. */
export function loggedDistributions({ links, logSources, logDeliveries }: StackModel): Map<string, string[]> {
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
