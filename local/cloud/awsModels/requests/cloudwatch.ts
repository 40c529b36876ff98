import type { ServiceRequests } from "./request";

/** Requests to CloudWatch. */
export const cloudwatch: ServiceRequests = {
  service: "CloudWatch",
  model: "cloudwatch",
  types: {
    "aws:cloudwatch/contributorInsightRule:ContributorInsightRule": {
      resource: "AWS::CloudWatch::InsightRule",
      members: { ruleDefinition: "/RuleBody" },
    },
    "aws:cloudwatch/dashboard:Dashboard": { resource: "AWS::CloudWatch::Dashboard" },
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
      resource: "AWS::CloudWatch::Alarm",
      members: {
        name: ["AlarmName", "/AlarmName"],
        insufficientDataActions: "InsufficientDataActions",
        metricQueries: ["Metrics", "/Metrics"],
        "metricQueries[*].metric": ["Metrics[*].MetricStat", "/Metrics/*/MetricStat"],
        "metricQueries[*].metric.metricName": [
          "Metrics[*].MetricStat.Metric.MetricName",
          "/Metrics/*/MetricStat/Metric/MetricName",
        ],
        "metricQueries[*].metric.namespace": [
          "Metrics[*].MetricStat.Metric.Namespace",
          "/Metrics/*/MetricStat/Metric/Namespace",
        ],
        "metricQueries[*].metric.dimensions": [
          "Metrics[*].MetricStat.Metric.Dimensions",
          "/Metrics/*/MetricStat/Metric/Dimensions",
        ],
      },
    },
  },
};
