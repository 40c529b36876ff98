/** Two Contributor Insights rules on one log group: one sums numbers written as text, as CloudFront does, one sums numbers. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";

const group = new cloudwatch.LogGroup("smoke", { retentionInDays: 1 });
const rule = (name: string, field: string) =>
  new cloudwatch.ContributorInsightRule(name, {
    ruleName: `smoke-${name}`,
    ruleState: "ENABLED",
    ruleDefinition: group.name.apply((logGroup) =>
      JSON.stringify({
        Schema: { Name: "CloudWatchLogRule", Version: 1 },
        LogGroupNames: [logGroup],
        LogFormat: "JSON",
        Contribution: { Keys: ["$.c-ip"], ValueOf: `$.${field}`, Filters: [] },
        AggregateOn: "Sum",
      }),
    ),
  });

export const logGroupName = group.name;
export const textRule = rule("text", "sc-bytes").ruleName;
export const numberRule = rule("number", "bytes").ruleName;
