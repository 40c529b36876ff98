import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, uuid } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { bool, json, list, map, obj, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { LOG_GROUP } from "../../model/tokens";
import { asList, asText, dig, every, isObject, type Value } from "../../values";

const invalid = (operation: string) => ({
  code: "InvalidParameterException",
  status: 400,
  source: api("logs", operation),
});

const METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const metricName = { required: true, pattern: /^[^:*$]*$/, max: 255 };

const metricFilter: ResourceType = {
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
  id: (context) => input(context, "name"),
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
      description: "A JSON filter pattern is an expression in braces with balanced quotes and parentheses.",
      validate: (context) =>
        isPattern(input(context, "pattern")) ? undefined : "Invalid metric filter pattern",
    },
    {
      on: ["create", "update"],
      ...invalid("PutMetricFilter"),
      description: "A metric of a filter has dimensions or a default value, not both.",
      validate: (context) => {
        const { defaultValue, dimensions } = transformationOf(context);
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
      description: "A log group has 100 metric filters at most.",
      validate: (context) =>
        context.account
          .all(METRIC_FILTER)
          .filter((one) => one.inputs["logGroupName"] === context.inputs["logGroupName"]).length >= 100
          ? "Resource limit exceeded."
          : undefined,
    },
  ],
};

function transformationOf(context: OperationContext): Readonly<Record<string, Value>> {
  const transformation = context.inputs["metricTransformation"];
  return isObject(transformation) ? transformation : {};
}

/** Patterns other than JSON ones are not checked. */
function isPattern(pattern: string): boolean {
  if (!pattern.trimStart().startsWith("{")) {
    return true;
  }
  const bare = pattern.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  const opened = bare.match(/\(/g)?.length ?? 0;
  const closed = bare.match(/\)/g)?.length ?? 0;
  return !bare.includes('"') && opened === closed && /^\s*\{[^{}]*\$\.[^{}]*\}\s*$/.test(bare);
}

const queryDefinition: ResourceType = {
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
    arn: stable((context) => arn(context, "logs", `query-definition:${context.id}`)),
    queryDefinitionId: stable((context) => context.id),
  },
};

const insightRule: ResourceType = {
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
  id: (context) => input(context, "ruleName"),
  outputs: {
    resourceArn: stable((context) => arn(context, "cloudwatch", `insight-rule/${context.id}`)),
    ruleState: stable(() => "ENABLED"),
    ...TAGS_ALL,
  },
  rules: [
    {
      on: ["create", "update"],
      code: "InvalidParameterValueException",
      status: 400,
      source: guide("AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html"),
      description:
        "A Contributor Insights rule has one to four keys and at most four filters; Sum needs a field to sum.",
      validate: (context) => {
        const rule = parsed(input(context, "ruleDefinition"));
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

const dashboard: ResourceType = {
  token: "aws:cloudwatch/dashboard:Dashboard",
  service: "CloudWatch",
  operations: { create: "PutDashboard", update: "PutDashboard", delete: "DeleteDashboards" },
  source: registry("cloudwatch/dashboard"),
  inputs: {
    dashboardBody: json({ required: true }),
    dashboardName: str({ required: true, immutable: true, pattern: /^[\w-]+$/, max: 255 }),
    ...REGION,
  },
  id: (context) => input(context, "dashboardName"),
  outputs: {
    dashboardArn: stable((context) => `arn:aws:cloudwatch::${context.accountId}:dashboard/${context.id}`),
  },
  rules: [
    {
      on: ["create", "update"],
      code: "InvalidParameterInput",
      status: 400,
      source: guide("AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html"),
      description: "A dashboard's widgets are within its 24 columns, and a log widget's query has a source.",
      validate: (context) =>
        every(parsed(input(context, "dashboardBody")) ?? {}, "widgets[*]").some(
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

/** Resource types of metric filters, Contributor Insights and dashboards. */
export const logReading = { resources: [metricFilter, queryDefinition, insightRule, dashboard] };
