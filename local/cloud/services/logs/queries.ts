import { asList, asText, dig, every, isObject, type Value } from "../../engine/values";
import { arn, input, REGION, TAGS, TAGS_ALL, uuid } from "../make";
import { type Making, type ResourceFact, stable } from "../resourceType";
import { bool, json, list, map, obj, str } from "../schema";
import { api, guide, registry } from "../sources";
import { LOG_GROUP } from "../tokens";

const invalid = (operation: string) => ({
  code: "InvalidParameterException",
  status: 400,
  source: api("logs", operation),
});

const METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const metricName = { required: true, pattern: /^[^:*$]*$/, max: 255 };

const metricFilter: ResourceFact = {
  token: METRIC_FILTER,
  service: "CloudWatch Logs",
  operations: { create: "PutMetricFilter", update: "PutMetricFilter", delete: "DeleteMetricFilter" },
  source: registry("cloudwatch/logmetricfilter"),
  inputs: {
    applyOnTransformedLogs: bool(),
    logGroupName: str({ required: true, immutable: true }),
    metricTransformation: obj(
      {
        defaultValue: str(),
        dimensions: map(str(), { max: 3 }),
        name: str(metricName),
        namespace: str(metricName),
        unit: str(),
        value: str({ required: true, max: 100 }),
      },
      { required: true },
    ),
    name: str({ immutable: true, pattern: /^[^:*]*$/, max: 512 }),
    pattern: str({ required: true, max: 1024 }),
    ...REGION,
  },
  naming: { field: "name", max: 512 },
  id: (making) => input(making, "name"),
  outputs: { applyOnTransformedLogs: stable(() => false) },
  references: [
    {
      path: "logGroupName",
      to: [LOG_GROUP],
      by: ["id"],
      missing: { code: "ResourceNotFoundException", status: 400, source: api("logs", "PutMetricFilter") },
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      ...invalid("PutMetricFilter"),
      source: guide("AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html"),
      says: "A pattern for JSON is one expression in braces, its quotes and parentheses in pairs.",
      broken: (making) => (isPattern(input(making, "pattern")) ? undefined : "Invalid metric filter pattern"),
    },
    {
      on: ["create", "update"],
      ...invalid("PutMetricFilter"),
      says: "A metric of a filter has dimensions or a default value, not both.",
      broken: (making) => {
        const { defaultValue, dimensions } = transformationOf(making);
        return defaultValue !== undefined && dimensions !== undefined
          ? "Invalid metric transformation: dimensions and default value are mutually exclusive."
          : undefined;
      },
    },
    {
      on: ["create"],
      code: "LimitExceededException",
      status: 400,
      source: api("logs", "PutMetricFilter"),
      says: "A log group has 100 metric filters at most.",
      broken: (making) =>
        making.world
          .all(METRIC_FILTER)
          .filter((one) => one.inputs["logGroupName"] === making.inputs["logGroupName"]).length >= 100
          ? "Resource limit exceeded."
          : undefined,
    },
  ],
};

function transformationOf(making: Making): Readonly<Record<string, Value>> {
  const transformation = making.inputs["metricTransformation"];
  return isObject(transformation) ? transformation : {};
}

/** Other patterns than those for JSON are taken as they are. */
function isPattern(pattern: string): boolean {
  if (!pattern.trimStart().startsWith("{")) {
    return true;
  }
  const bare = pattern.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  const opened = bare.match(/\(/g)?.length ?? 0;
  const closed = bare.match(/\)/g)?.length ?? 0;
  return !bare.includes('"') && opened === closed && /^\s*\{[^{}]*\$\.[^{}]*\}\s*$/.test(bare);
}

const queryDefinition: ResourceFact = {
  token: "aws:cloudwatch/queryDefinition:QueryDefinition",
  service: "CloudWatch Logs",
  operations: { create: "PutQueryDefinition", update: "PutQueryDefinition", delete: "DeleteQueryDefinition" },
  source: registry("cloudwatch/querydefinition"),
  inputs: {
    logGroupNames: list(str(), { max: 50 }),
    name: str({ min: 1, max: 255 }),
    queryString: str({ required: true, min: 1, max: 10_000 }),
    ...REGION,
  },
  naming: { field: "name", max: 255 },
  id: () => uuid(),
  outputs: {
    arn: stable((making) => arn(making, "logs", `query-definition:${making.id}`)),
    queryDefinitionId: stable((making) => making.id),
  },
};

const insightRule: ResourceFact = {
  token: "aws:cloudwatch/contributorInsightRule:ContributorInsightRule",
  service: "CloudWatch",
  operations: { create: "PutInsightRule", update: "PutInsightRule", delete: "DeleteInsightRules" },
  source: registry("cloudwatch/contributorinsightrule"),
  inputs: {
    ruleDefinition: json({ required: true, max: 8192 }),
    ruleName: str({ required: true, immutable: true, pattern: /^[ -~]+$/, max: 128 }),
    ruleState: str({ oneOf: ["ENABLED", "DISABLED"] }),
    ...REGION,
    ...TAGS,
  },
  id: (making) => input(making, "ruleName"),
  outputs: {
    resourceArn: stable((making) => arn(making, "cloudwatch", `insight-rule/${making.id}`)),
    ruleState: stable(() => "ENABLED"),
    ...TAGS_ALL,
  },
  rules: [
    {
      on: ["create", "update"],
      code: "InvalidParameterValueException",
      status: 400,
      source: guide("AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html"),
      says: "A rule has one to four keys and at most four filters, and a sum says of what.",
      broken: (making) => {
        const rule = parsed(input(making, "ruleDefinition"));
        const keys = asList(dig(rule, "Contribution.Keys")).length;
        const sums = asText(dig(rule, "AggregateOn")) === "Sum";
        const whole =
          keys >= 1 &&
          keys <= 4 &&
          asList(dig(rule, "Contribution.Filters")).length <= 4 &&
          sums === (dig(rule, "Contribution.ValueOf") !== undefined);
        return whole ? undefined : "Invalid rule definition.";
      },
    },
  ],
};

function parsed(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** Columns of a dashboard. */
const COLUMNS = 24;

const dashboard: ResourceFact = {
  token: "aws:cloudwatch/dashboard:Dashboard",
  service: "CloudWatch",
  operations: { create: "PutDashboard", update: "PutDashboard", delete: "DeleteDashboards" },
  source: registry("cloudwatch/dashboard"),
  inputs: {
    dashboardBody: json({ required: true }),
    dashboardName: str({ required: true, immutable: true, pattern: /^[\w-]+$/, max: 255 }),
    ...REGION,
  },
  id: (making) => input(making, "dashboardName"),
  outputs: {
    dashboardArn: stable((making) => `arn:aws:cloudwatch::${making.accountId}:dashboard/${making.id}`),
  },
  rules: [
    {
      on: ["create", "update"],
      code: "InvalidParameterInput",
      status: 400,
      source: guide("AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html"),
      says: "The widgets of a dashboard lie within its 24 columns, and one for logs has a query with a source.",
      broken: (making) =>
        every(parsed(input(making, "dashboardBody")) ?? {}, "widgets[*]").some(
          ({ value }) => !isWidget(value),
        )
          ? "The dashboard body is invalid."
          : undefined,
    },
  ],
};

function isWidget(widget: Value): boolean {
  const number = (name: string) => Number(asText(dig(widget, name)) ?? 0);
  const query = asText(dig(widget, "properties.query")) ?? "";
  const isLog = asText(dig(widget, "type")) === "log";
  return (
    number("x") + number("width") <= COLUMNS &&
    dig(widget, "properties") !== undefined &&
    (!isLog || /^SOURCE '[^']+'/.test(query))
  );
}

/** Facts about what reads logs. */
export const logReading = { resources: [metricFilter, queryDefinition, insightRule, dashboard] };
