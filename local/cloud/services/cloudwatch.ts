import { input, NAME, REGION, TAGS, TAGS_ALL } from "../model/commonFields";
import { arn, prefixed } from "../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../model/resourceType";
import { any, bool, json, map, num, set, str } from "../model/schema";
import { api, registry } from "../model/sources";
import { KMS_KEY, LOG_GROUP, REPLICA_KEY, TOPIC } from "../model/tokens";
import { asText, asTexts, every } from "../values";
import { logGroupKeyRules } from "./logs/logGroupKeys";

/** Retention periods of a log group in days; 0 is for ever. */
const RETENTIONS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
].map(String);

const logGroup: ResourceType = {
  token: LOG_GROUP,
  service: "CloudWatch Logs",
  operations: { create: "CreateLogGroup", update: "PutRetentionPolicy", delete: "DeleteLogGroup" },
  source: registry("cloudwatch/loggroup"),
  inputs: {
    kmsKeyId: str(),
    logGroupClass: str({ immutable: true, oneOf: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"] }),
    name: str({ immutable: true, pattern: /^[.\-_/#A-Za-z0-9]+$/, max: 512 }),
    namePrefix: str({ immutable: true }),
    retentionInDays: num({ default: 0, oneOf: RETENTIONS }),
    skipDestroy: bool({ default: false }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 512 },
  id: (context) => asText(context.inputs["name"]) ?? asText(prefixed(context) ?? "") ?? "",
  outputs: {
    arn: stable((context) => arn(context, "logs", `log-group:${context.id}`)),
    deletionProtectionEnabled: stable(() => false),
    logGroupClass: stable(() => "STANDARD"),
    name: stable((context) => context.id),
    ...TAGS_ALL,
  },
  references: [
    {
      path: "kmsKeyId",
      to: [KMS_KEY, REPLICA_KEY],
      by: ["arn"],
      missing: { code: "InvalidParameterException", status: 400, source: api("logs", "CreateLogGroup") },
    },
  ],
  unique: [
    {
      of: ["name"],
      code: "ResourceAlreadyExistsException",
      status: 400,
      source: api("logs", "CreateLogGroup"),
    },
  ],
  rules: logGroupKeyRules,
};

const topic: ResourceType = {
  token: TOPIC,
  service: "SNS",
  operations: { create: "CreateTopic", update: "SetTopicAttributes", delete: "DeleteTopic" },
  source: registry("sns/topic"),
  inputs: {
    deliveryPolicy: json(),
    displayName: str({ max: 100 }),
    kmsMasterKeyId: str(),
    ...NAME,
    policy: json(),
    signatureVersion: num({ oneOf: ["1", "2"] }),
    tracingConfig: str({ oneOf: ["PassThrough", "Active"] }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 256 },
  id: (context) => arn(context, "sns", topicName(context)),
  outputs: {
    arn: stable((context) => context.id),
    beginningArchiveTime: stable(() => ""),
    name: stable((context) => context.id.split(":").pop() ?? ""),
    owner: stable((context) => context.accountId),
    policy: stable(() => ""),
    signatureVersion: stable(() => 0),
    tracingConfig: stable(() => ""),
    ...TAGS_ALL,
  },
  rules: [
    {
      on: ["create"],
      code: "InvalidParameter",
      status: 400,
      source: api("sns", "CreateTopic"),
      description: "A topic's name has letters, digits, hyphens and underscores, at most 256.",
      validate: (context) =>
        /^[\w-]{1,256}$/.test(topicName(context)) ? undefined : "Invalid parameter: Topic Name",
    },
  ],
};

function topicName(context: OperationContext): string {
  return asText(context.inputs["name"]) ?? asText(prefixed(context) ?? "") ?? "";
}

const metricAlarm: ResourceType = {
  token: "aws:cloudwatch/metricAlarm:MetricAlarm",
  service: "CloudWatch",
  operations: { create: "PutMetricAlarm", update: "PutMetricAlarm", delete: "DeleteAlarms" },
  source: registry("cloudwatch/metricalarm"),
  inputs: {
    actionsEnabled: bool({ default: true }),
    alarmActions: set(str(), { max: 5 }),
    alarmDescription: str({ max: 1024 }),
    comparisonOperator: str({
      oneOf: [
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
        "LessThanLowerOrGreaterThanUpperThreshold",
        "LessThanLowerThreshold",
        "GreaterThanUpperThreshold",
      ],
    }),
    datapointsToAlarm: num({ min: 1 }),
    dimensions: map(str()),
    evaluationPeriods: num({ min: 1 }),
    extendedStatistic: str(),
    insufficientDataActions: set(str(), { max: 5 }),
    metricName: str({ max: 255 }),
    metricQueries: set(any(), { key: "id" }),
    name: str({ immutable: true, max: 255 }),
    namespace: str({ pattern: /^[^:].*$/, max: 255 }),
    okActions: set(str(), { max: 5 }),
    period: num({ min: 10 }),
    statistic: str({ oneOf: ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] }),
    threshold: num(),
    thresholdMetricId: str(),
    treatMissingData: str({
      default: "missing",
      oneOf: ["breaching", "notBreaching", "ignore", "missing"],
    }),
    unit: str(),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 255 },
  id: (context) => input(context, "name"),
  outputs: {
    arn: stable((context) => arn(context, "cloudwatch", `alarm:${context.id}`)),
    evaluateLowSampleCountPercentiles: stable(() => ""),
    ...TAGS_ALL,
  },
  rules: [
    {
      on: ["create", "update"],
      code: "ValidationError",
      status: 400,
      source: api("cloudwatch", "PutMetricAlarm"),
      description: "An alarm has a metric or metric queries, a comparison operator and evaluation periods.",
      validate: alarmShape,
    },
    {
      on: ["create", "update"],
      code: "ValidationError",
      status: 400,
      source: api("cloudwatch", "PutMetricAlarm"),
      description:
        "An alarm has a threshold, or an anomaly detection band; one of its queries returns data, two with a band.",
      validate: alarmQueries,
    },
    {
      on: ["create", "update"],
      code: "ValidationError",
      status: 400,
      source: api("cloudwatch", "PutMetricAlarm"),
      description:
        "An alarm evaluates a day at most, a week with periods of an hour or more; datapoints to alarm do not exceed the evaluation periods.",
      validate: alarmWindow,
    },
    {
      on: ["create", "update"],
      code: "ValidationError",
      status: 400,
      source: api("cloudwatch", "PutMetricAlarm"),
      description: "An alarm's topics are in its region.",
      validate: (context) => {
        const stranger = ["alarmActions", "okActions", "insufficientDataActions"]
          .flatMap((name) => asTexts(context.inputs[name]))
          .find((action) => action.startsWith("arn:aws:sns:") && action.split(":")[3] !== context.region);
        return stranger === undefined
          ? undefined
          : `Invalid region ${stranger.split(":")[3] ?? ""} specified. Only ${context.region} is supported.`;
      },
    },
  ],
};

function alarmShape(context: OperationContext): string | undefined {
  const single = input(context, "metricName") !== "";
  const queries = context.inputs["metricQueries"] !== undefined;
  if (single === queries) {
    return "Exactly one of metricName and metricQueries must be given.";
  }
  if (single && (input(context, "namespace") === "" || input(context, "period") === "")) {
    return "namespace and period must be given with metricName.";
  }
  return input(context, "comparisonOperator") === "" || input(context, "evaluationPeriods") === ""
    ? "comparisonOperator and evaluationPeriods must be given."
    : undefined;
}

/** Comparisons with an anomaly detection band. */
const BAND = /^(LessThanLowerOrGreaterThanUpper|LessThanLower|GreaterThanUpper)Threshold$/;

function alarmQueries(context: OperationContext): string | undefined {
  const isBand = BAND.test(input(context, "comparisonOperator"));
  if (
    isBand !== (input(context, "thresholdMetricId") !== "") ||
    isBand === (input(context, "threshold") !== "")
  ) {
    return "ThresholdMetricId must be given with a band, and Threshold without one.";
  }
  const returned = every(context.inputs, "metricQueries[*].returnData").filter(({ value }) => value === true);
  return context.inputs["metricQueries"] === undefined || returned.length === (isBand ? 2 : 1)
    ? undefined
    : "Invalid metrics list: exactly one element must have ReturnData set to true.";
}

function alarmWindow(context: OperationContext): string | undefined {
  const numbers = [
    input(context, "period"),
    ...["metricQueries[*].period", "metricQueries[*].metric.period"].flatMap((path) =>
      every(context.inputs, path).map(({ value }) => asText(value)),
    ),
  ].map(Number);
  const period = Math.max(0, ...numbers.filter(Number.isFinite));
  const periods = Number(input(context, "evaluationPeriods"));
  const longest = period >= 3600 ? 7 * 86_400 : 86_400;
  if (period * periods > longest) {
    return `Metrics cannot be checked across more than ${longest} seconds (EvaluationPeriods * Period).`;
  }
  return Number(input(context, "datapointsToAlarm")) > periods
    ? "DatapointsToAlarm cannot be more than EvaluationPeriods."
    : undefined;
}

/** Resource types of log groups, topics and alarms. */
export const monitoring = { resources: [logGroup, topic, metricAlarm] };
