import type { ServiceRequests } from "./request";

/** Requests to CloudWatch Logs. */
export const logs: ServiceRequests = {
  service: "CloudWatch Logs",
  model: "logs",
  types: {
    "aws:cloudwatch/logGroup:LogGroup": {
      resource: "AWS::Logs::LogGroup",
      members: {
        name: ["logGroupName", "/LogGroupName"],
        retentionInDays: "PutRetentionPolicy:retentionInDays",
      },
      notSent: {
        namePrefix: "it is the prefix of the name",
        skipDestroy: "the provider uses it only for deletion",
      },
    },
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": { resource: "AWS::Logs::DeliverySource" },
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
      resource: "AWS::Logs::DeliveryDestination",
      members: {
        "deliveryDestinationConfiguration.destinationResourceArn": "/DestinationResourceArn",
      },
    },
    "aws:cloudwatch/logDelivery:LogDelivery": {
      resource: "AWS::Logs::Delivery",
      members: {
        s3DeliveryConfigurations: "s3DeliveryConfiguration",
        "s3DeliveryConfigurations[*].suffixPath": "/S3SuffixPath",
        "s3DeliveryConfigurations[*].enableHiveCompatiblePath": "/S3EnableHiveCompatiblePath",
      },
    },
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
      resource: "AWS::Logs::ResourcePolicy",
      looserThanCloudFormation: {
        // A policy for a single resource has no name.
        policyName:
          "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html",
      },
    },
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
      resource: "AWS::Logs::MetricFilter",
      members: {
        name: ["filterName", "/FilterName"],
        pattern: ["filterPattern", "/FilterPattern"],
        "metricTransformation.name": [
          "metricTransformations[*].metricName",
          "/MetricTransformations/*/MetricName",
        ],
        "metricTransformation.namespace": [
          "metricTransformations[*].metricNamespace",
          "/MetricTransformations/*/MetricNamespace",
        ],
        "metricTransformation.value": [
          "metricTransformations[*].metricValue",
          "/MetricTransformations/*/MetricValue",
        ],
      },
    },
    "aws:cloudwatch/queryDefinition:QueryDefinition": { resource: "AWS::Logs::QueryDefinition" },
  },
};
