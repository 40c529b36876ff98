import { asText, asTexts, every } from "../engine/values";
import { arn, input, NAME, prefixed, REGION, TAGS, TAGS_ALL } from "./make";
import { type Making, type ResourceFact, stable } from "./resourceType";
import { any, bool, json, map, num, set, str } from "./schema";
import { api, registry } from "./sources";
import { KMS_KEY, LOG_GROUP, TOPIC } from "./tokens";

/** Days for which a log group may keep its events; 0 is for ever. */
const RETENTIONS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
].map(String);

const logGroup: ResourceFact = {
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
  id: (making) => asText(making.inputs["name"]) ?? asText(prefixed(making) ?? "") ?? "",
  outputs: {
    arn: stable((making) => arn(making, "logs", `log-group:${making.id}`)),
    deletionProtectionEnabled: stable(() => false),
    logGroupClass: stable(() => "STANDARD"),
    name: stable((making) => making.id),
    ...TAGS_ALL,
  },
  references: [
    {
      path: "kmsKeyId",
      to: [KMS_KEY],
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
};

const topic: ResourceFact = {
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
  id: (making) => arn(making, "sns", topicName(making)),
  outputs: {
    arn: stable((making) => making.id),
    beginningArchiveTime: stable(() => ""),
    name: stable((making) => making.id.split(":").pop() ?? ""),
    owner: stable((making) => making.accountId),
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
      says: "A topic's name has letters, digits, hyphens and underscores, at most 256.",
      broken: (making) =>
        /^[\w-]{1,256}$/.test(topicName(making)) ? undefined : "Invalid parameter: Topic Name",
    },
  ],
};

function topicName(making: Making): string {
  return asText(making.inputs["name"]) ?? asText(prefixed(making) ?? "") ?? "";
}

const metricAlarm: ResourceFact = {
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
  id: (making) => input(making, "name"),
  outputs: {
    arn: stable((making) => arn(making, "cloudwatch", `alarm:${making.id}`)),
    evaluateLowSampleCountPercentiles: stable(() => ""),
    ...TAGS_ALL,
  },
  rules: [
    {
      on: ["create", "update"],
      code: "ValidationError",
      status: 400,
      source: api("cloudwatch", "PutMetricAlarm"),
      says: "An alarm names one metric or its queries, how it compares, and over how many periods.",
      broken: alarmShape,
    },
    {
      on: ["create", "update"],
      code: "ValidationError",
      status: 400,
      source: api("cloudwatch", "PutMetricAlarm"),
      says: "An alarm on a band names the band, any other a threshold; one of its queries returns the number, with a band two.",
      broken: alarmQueries,
    },
    {
      on: ["create", "update"],
      code: "ValidationError",
      status: 400,
      source: api("cloudwatch", "PutMetricAlarm"),
      says: "An alarm looks back a day at most, a week with periods of an hour and more, and counts no more periods than it looks at.",
      broken: alarmWindow,
    },
    {
      on: ["create", "update"],
      code: "ValidationError",
      status: 400,
      source: api("cloudwatch", "PutMetricAlarm"),
      says: "The topics of an alarm are of its region.",
      broken: (making) => {
        const stranger = ["alarmActions", "okActions", "insufficientDataActions"]
          .flatMap((name) => asTexts(making.inputs[name]))
          .find((action) => action.startsWith("arn:aws:sns:") && action.split(":")[3] !== making.region);
        return stranger === undefined
          ? undefined
          : `Invalid region ${stranger.split(":")[3] ?? ""} specified. Only ${making.region} is supported.`;
      },
    },
  ],
};

function alarmShape(making: Making): string | undefined {
  const single = input(making, "metricName") !== "";
  const queries = making.inputs["metricQueries"] !== undefined;
  if (single === queries) {
    return "Exactly one of metricName and metricQueries must be given.";
  }
  if (single && (input(making, "namespace") === "" || input(making, "period") === "")) {
    return "namespace and period must be given with metricName.";
  }
  return input(making, "comparisonOperator") === "" || input(making, "evaluationPeriods") === ""
    ? "comparisonOperator and evaluationPeriods must be given."
    : undefined;
}

/** Comparisons with the edge of a band. */
const BAND = /^(LessThanLowerOrGreaterThanUpper|LessThanLower|GreaterThanUpper)Threshold$/;

function alarmQueries(making: Making): string | undefined {
  const isBand = BAND.test(input(making, "comparisonOperator"));
  if (
    isBand !== (input(making, "thresholdMetricId") !== "") ||
    isBand === (input(making, "threshold") !== "")
  ) {
    return "ThresholdMetricId must be given with a band, and Threshold without one.";
  }
  const returned = every(making.inputs, "metricQueries[*].returnData").filter(({ value }) => value === true);
  return making.inputs["metricQueries"] === undefined || returned.length === (isBand ? 2 : 1)
    ? undefined
    : "Invalid metrics list: exactly one element must have ReturnData set to true.";
}

function alarmWindow(making: Making): string | undefined {
  const numbers = [
    input(making, "period"),
    ...["metricQueries[*].period", "metricQueries[*].metric.period"].flatMap((path) =>
      every(making.inputs, path).map(({ value }) => asText(value)),
    ),
  ].map(Number);
  const period = Math.max(0, ...numbers.filter(Number.isFinite));
  const periods = Number(input(making, "evaluationPeriods"));
  const longest = period >= 3600 ? 7 * 86_400 : 86_400;
  if (period * periods > longest) {
    return `Metrics cannot be checked across more than ${longest} seconds (EvaluationPeriods * Period).`;
  }
  return Number(input(making, "datapointsToAlarm")) > periods
    ? "DatapointsToAlarm cannot be more than EvaluationPeriods."
    : undefined;
}

/** Facts about log groups, topics and alarms. */
export const monitoring = { resources: [logGroup, topic, metricAlarm] };
