import type { AccountResource } from "../../account/accountFile";
import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, smalls } from "../../model/identifiers";
import { derived, type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { any, list, obj, str } from "../../model/schema";
import { api, guide, registry, terraform } from "../../model/sources";
import { BUCKET, DISTRIBUTION, LOG_GROUP } from "../../model/tokens";
import { asText, asTexts, dig } from "../../values";

const SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
const DESTINATION = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";
const DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery";
const HOME = "us-east-1";
const STANDARD_LOGGING = guide("AmazonCloudFront/latest/DeveloperGuide/standard-logging.html");

const service = "CloudWatch Logs";
const named = { immutable: true, pattern: /^[\w-]*$/, max: 60 };
const conflict = (operation: string) => ({
  code: "ConflictException",
  status: 400,
  source: api("logs", operation),
});
const missing = (operation: string) => ({
  code: "ResourceNotFoundException",
  status: 400,
  source: api("logs", operation),
});

const source: ResourceType = {
  token: SOURCE,
  service,
  operations: { create: "PutDeliverySource", update: "TagResource", delete: "DeleteDeliverySource" },
  source: registry("cloudwatch/logdeliverysource"),
  inputs: {
    logType: str({ required: true, immutable: true }),
    name: str(named),
    resourceArn: str({ required: true, immutable: true }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 60 },
  id: (context) => input(context, "name"),
  outputs: {
    arn: stable((context) => arn(context, "logs", `delivery-source:${context.id}`)),
    service: stable((context) => input(context, "resourceArn").split(":")[2] ?? ""),
    ...TAGS_ALL,
  },
  references: [
    {
      path: "resourceArn",
      to: [DISTRIBUTION],
      by: ["arn"],
      missing: missing("PutDeliverySource"),
      known: (given) => !given.startsWith("arn:aws:cloudfront:"),
    },
  ],
  unique: [
    { of: ["name"], ...conflict("PutDeliverySource") },
    {
      of: ["resourceArn", "logType"],
      ...conflict("PutDeliverySource"),
      source: "https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2513",
    },
  ],
  rules: [
    {
      on: ["create"],
      code: "ValidationException",
      status: 400,
      source: STANDARD_LOGGING,
      description: "CloudFront's logs are delivered from us-east-1 only.",
      validate: (context) =>
        input(context, "resourceArn").startsWith("arn:aws:cloudfront:") && context.region !== HOME
          ? `PutDeliverySource action is not supported for this LogType in region ${context.region}`
          : undefined,
    },
    {
      on: ["create"],
      code: "ValidationException",
      status: 400,
      source: api("logs", "PutDeliverySource"),
      description: "A distribution's log type is ACCESS_LOGS, or CONNECTION_LOGS with client certificates.",
      validate: (context) =>
        input(context, "resourceArn").startsWith("arn:aws:cloudfront:") &&
        !["ACCESS_LOGS", "CONNECTION_LOGS"].includes(input(context, "logType"))
          ? `LogType ${input(context, "logType")} is not supported for this resource.`
          : undefined,
    },
  ],
};

const destination: ResourceType = {
  token: DESTINATION,
  service,
  operations: {
    create: "PutDeliveryDestination",
    update: "PutDeliveryDestination",
    delete: "DeleteDeliveryDestination",
  },
  source: registry("cloudwatch/logdeliverydestination"),
  inputs: {
    deliveryDestinationConfiguration: obj({ destinationResourceArn: str({ required: true }) }),
    deliveryDestinationType: str({ immutable: true, oneOf: ["S3", "CWL", "FH", "XRAY"] }),
    name: str(named),
    outputFormat: str({ immutable: true, oneOf: ["json", "plain", "w3c", "raw", "parquet"] }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 60 },
  id: (context) => input(context, "name"),
  outputs: {
    arn: stable((context) => arn(context, "logs", `delivery-destination:${context.id}`)),
    deliveryDestinationType: stable((context) => kindOf(context)),
    outputFormat: stable(() => ""),
    ...TAGS_ALL,
  },
  references: [
    {
      path: "deliveryDestinationConfiguration.destinationResourceArn",
      to: [BUCKET, LOG_GROUP],
      by: ["arn"],
      missing: missing("PutDeliveryDestination"),
      known: (given, scope) =>
        isGroup(given, scope.account.all(LOG_GROUP)) || isBucket(given, scope.account.all(BUCKET)),
    },
  ],
  unique: [{ of: ["name"], ...conflict("PutDeliveryDestination") }],
  rules: [
    {
      on: ["create", "update"],
      code: "ValidationException",
      status: 400,
      source: api("logs", "PutDeliveryDestination"),
      description: "Parquet is for buckets only, and a log group is in its destination's region.",
      validate: (context) => {
        if (kindOf(context) !== "S3" && input(context, "outputFormat") === "parquet") {
          return "The output format parquet is supported for Amazon S3 only.";
        }
        const region = targetOf(context).split(":")[3] ?? "";
        return kindOf(context) === "CWL" && region !== context.region
          ? `The log group is in ${region}, and the delivery destination in ${context.region}.`
          : undefined;
      },
    },
  ],
};

const targetOf = (context: OperationContext) =>
  asText(dig(context.inputs["deliveryDestinationConfiguration"], "destinationResourceArn")) ?? "";

function kindOf(context: OperationContext): string {
  const kinds: Readonly<Record<string, string>> = { s3: "S3", logs: "CWL", firehose: "FH" };
  return kinds[targetOf(context).split(":")[2] ?? ""] ?? input(context, "deliveryDestinationType");
}

/** Matches a log group's ARN with or without the trailing `:*`. */
const isGroup = (given: string, groups: readonly AccountResource[]) =>
  groups.some((one) => one.outputs["arn"] === given.replace(/:\*$/, ""));

/** Splits a bucket ARN and its prefix. */
const isBucket = (given: string, buckets: readonly AccountResource[]) =>
  buckets.some((one) => one.outputs["arn"] === given.split("/")[0]);

const delivery: ResourceType = {
  token: DELIVERY,
  service,
  operations: {
    create: "CreateDelivery",
    update: "UpdateDeliveryConfiguration",
    delete: "DeleteDelivery",
  },
  source: registry("cloudwatch/logdelivery"),
  propagation: "waited",
  inputs: {
    deliveryDestinationArn: str({ required: true, immutable: true }),
    deliverySourceName: str({ required: true, immutable: true }),
    fieldDelimiter: str({ max: 5 }),
    recordFields: list(str(), { max: 128 }),
    s3DeliveryConfigurations: list(any()),
    ...REGION,
    ...TAGS,
  },
  id: () => smalls(16),
  outputs: {
    arn: stable((context) => arn(context, "logs", `delivery:${context.id}`)),
    fieldDelimiter: stable(() => ""),
    recordFields: stable(() => []),
    s3DeliveryConfigurations: stable(() => []),
    tagsAll: derived(["tags"], (context) => context.inputs["tags"] ?? {}),
  },
  references: [
    {
      path: "deliverySourceName",
      to: [SOURCE],
      by: ["name"],
      missing: missing("CreateDelivery"),
      inUse: conflict("DeleteDeliverySource"),
    },
    {
      path: "deliveryDestinationArn",
      to: [DESTINATION],
      by: ["arn"],
      missing: missing("CreateDelivery"),
      inUse: conflict("DeleteDeliveryDestination"),
    },
  ],
  unique: [{ of: ["deliverySourceName", "deliveryDestinationArn"], ...conflict("CreateDelivery") }],
  rules: [
    {
      on: ["create", "update"],
      code: "ValidationException",
      status: 400,
      source: STANDARD_LOGGING,
      description:
        "A delivery's record fields exist in CloudFront's access logs; a path suffix is for buckets only.",
      validate: deliveryShape,
    },
    {
      on: ["create", "delete"],
      code: "ConflictException",
      status: 400,
      source: terraform(42194),
      description: "Deliveries of one source, or to one destination, cannot change at the same time.",
      validate: (context) =>
        busy(context) ? "Requested resource is currently being updated. Please try again." : undefined,
    },
  ],
};

/**
 * Fields of CloudFront's access logs: the older ones, and those of real-time logs that are available as well.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
const FIELDS = new Set(
  `date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent)
  cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken
  x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status
  fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len
  sc-range-start sc-range-end timestamp(ms) origin-fbl origin-lbl asn c-country cache-behavior-path-pattern`.split(
    /\s+/,
  ),
);

function deliveryShape(context: OperationContext): string | undefined {
  const from = context.account.all(SOURCE).find((one) => one.id === input(context, "deliverySourceName"));
  const to = context.account
    .all(DESTINATION)
    .find((one) => one.outputs["arn"] === context.inputs["deliveryDestinationArn"]);
  const isAccessLog =
    from?.inputs["logType"] === "ACCESS_LOGS" &&
    (asText(from.inputs["resourceArn"]) ?? "").includes(":cloudfront:");
  const unknown = asTexts(context.inputs["recordFields"]).find((field) => !FIELDS.has(field));
  if (isAccessLog && unknown !== undefined) {
    return `The record field ${unknown} is not valid for this delivery source.`;
  }
  return context.inputs["s3DeliveryConfigurations"] !== undefined &&
    to?.outputs["deliveryDestinationType"] !== "S3"
    ? "An S3 delivery configuration is for delivery destinations of the type S3."
    : undefined;
}

/** Returns whether another delivery of the same source or destination is changing. */
function busy(context: OperationContext): boolean {
  const others = [...context.account.all(DELIVERY), ...context.account.leaving()];
  return others.some(
    (one) =>
      one.type === DELIVERY &&
      one.id !== context.id &&
      one.pending !== undefined &&
      Date.parse(one.pending.until) > Date.now() &&
      ["deliverySourceName", "deliveryDestinationArn"].some(
        (name) => one.inputs[name] === context.inputs[name],
      ),
  );
}

/** Resource types of log delivery. */
export const logDelivery = { resources: [source, destination, delivery] };
