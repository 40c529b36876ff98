/** Calls for logs, alarms and topics. */
import type { CallTable } from "./typeCalls";

const logTags = (resource: string) => ({
  create: [`logs:TagResource ${resource}`],
  read: [`logs:ListTagsForResource ${resource}`],
  update: [`logs:TagResource ${resource}`, `logs:UntagResource ${resource}`],
});

const metricTags = (resource: string) => ({
  create: [`cloudwatch:TagResource ${resource}`],
  read: [`cloudwatch:ListTagsForResource ${resource}`],
  update: [`cloudwatch:TagResource ${resource}`, `cloudwatch:UntagResource ${resource}`],
});

/** Calls by resource type. */
export const monitoringCalls: CallTable = {
  "aws:cloudwatch/logGroup:LogGroup": {
    create: [
      "logs:CreateLogGroup log-group",
      "logs:PutRetentionPolicy log-group",
      "logs:AssociateKmsKey log-group",
      ...logTags("log-group").create,
    ],
    read: ["logs:DescribeLogGroups", ...logTags("log-group").read],
    update: [
      "logs:PutRetentionPolicy log-group",
      "logs:DeleteRetentionPolicy log-group",
      "logs:AssociateKmsKey log-group",
      "logs:DisassociateKmsKey log-group",
      ...logTags("log-group").update,
    ],
    delete: ["logs:DeleteLogGroup log-group"],
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    create: [
      "logs:PutDeliverySource delivery-source",
      "cloudfront:AllowVendedLogDeliveryForResource cloudfront:distribution",
      ...logTags("delivery-source").create,
    ],
    read: ["logs:GetDeliverySource delivery-source", ...logTags("delivery-source").read],
    update: ["logs:PutDeliverySource delivery-source", ...logTags("delivery-source").update],
    // The reference lists the destination for this action, but the operation takes the source.
    delete: ["logs:DeleteDeliverySource delivery-source delivery-destination"],
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    create: ["logs:PutDeliveryDestination delivery-destination", ...logTags("delivery-destination").create],
    read: ["logs:GetDeliveryDestination delivery-destination", ...logTags("delivery-destination").read],
    update: ["logs:PutDeliveryDestination delivery-destination", ...logTags("delivery-destination").update],
    delete: ["logs:DeleteDeliveryDestination delivery-destination"],
  },
  "aws:cloudwatch/logDelivery:LogDelivery": {
    create: [
      "logs:CreateDelivery delivery delivery-source delivery-destination",
      "logs:DescribeResourcePolicies",
      "logs:PutResourcePolicy",
      "logs:DescribeLogGroups",
      ...logTags("delivery").create,
    ],
    read: ["logs:GetDelivery delivery", "logs:DescribeDeliveries", ...logTags("delivery").read],
    update: [
      "logs:UpdateDeliveryConfiguration delivery delivery-source delivery-destination",
      ...logTags("delivery").update,
    ],
    delete: ["logs:DeleteDelivery delivery"],
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    create: ["logs:PutResourcePolicy"],
    read: ["logs:DescribeResourcePolicies"],
    update: ["logs:PutResourcePolicy"],
    delete: ["logs:DeleteResourcePolicy"],
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    create: ["logs:PutMetricFilter log-group"],
    read: ["logs:DescribeMetricFilters log-group"],
    update: ["logs:PutMetricFilter log-group"],
    delete: ["logs:DeleteMetricFilter log-group"],
  },
  "aws:cloudwatch/queryDefinition:QueryDefinition": {
    create: ["logs:PutQueryDefinition"],
    read: ["logs:DescribeQueryDefinitions"],
    update: ["logs:PutQueryDefinition"],
    delete: ["logs:DeleteQueryDefinition"],
  },
  "aws:cloudwatch/contributorInsightRule:ContributorInsightRule": {
    create: ["cloudwatch:PutInsightRule insight-rule", ...metricTags("insight-rule").create],
    read: ["cloudwatch:DescribeInsightRules", ...metricTags("insight-rule").read],
    update: ["cloudwatch:PutInsightRule insight-rule", ...metricTags("insight-rule").update],
    delete: ["cloudwatch:DeleteInsightRules insight-rule"],
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    create: ["cloudwatch:PutDashboard dashboard"],
    read: ["cloudwatch:GetDashboard dashboard"],
    update: ["cloudwatch:PutDashboard dashboard"],
    delete: ["cloudwatch:DeleteDashboards dashboard"],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    create: ["cloudwatch:PutMetricAlarm alarm", ...metricTags("alarm").create],
    read: ["cloudwatch:DescribeAlarms alarm", ...metricTags("alarm").read],
    update: ["cloudwatch:PutMetricAlarm alarm", ...metricTags("alarm").update],
    delete: ["cloudwatch:DeleteAlarms alarm"],
  },
  "aws:sns/topic:Topic": {
    create: ["sns:CreateTopic topic", "sns:SetTopicAttributes topic", "sns:TagResource topic"],
    read: ["sns:GetTopicAttributes topic", "sns:ListTagsForResource topic"],
    update: ["sns:SetTopicAttributes topic", "sns:TagResource topic", "sns:UntagResource topic"],
    delete: ["sns:DeleteTopic topic"],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    create: ["sns:Subscribe topic", "sns:SetSubscriptionAttributes topic"],
    read: ["sns:GetSubscriptionAttributes topic", "sns:ListSubscriptionsByTopic topic"],
    update: ["sns:SetSubscriptionAttributes topic"],
    delete: ["sns:Unsubscribe topic"],
  },
};
