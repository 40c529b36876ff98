import { input, NAME, REGION, TAGS, TAGS_ALL } from "../model/commonFields";
import { arn, prefixed, uuid } from "../model/identifiers";
import { type OperationContext, type ResourceType, stable, volatile } from "../model/resourceType";
import { any, bool, list, num, obj, set, str } from "../model/schema";
import { api, guide, registry, terraform } from "../model/sources";
import { LOAD_BALANCER, LOG_GROUP, USER_POOL, WEB_ACL } from "../model/tokens";
import { asList, asText, asTexts, dig, every, type Value } from "../values";

const invalid = (operation: string) => ({
  code: "WAFInvalidParameterException",
  status: 400,
  source: api("wafv2", operation),
});
const missing = (operation: string) => ({
  code: "WAFNonexistentItemException",
  status: 400,
  source: api("wafv2", operation),
});

const visibility = obj(
  {
    cloudwatchMetricsEnabled: bool({ required: true }),
    metricName: str({ required: true, pattern: /^[\w#:./-]+$/, max: 128 }),
    sampledRequestsEnabled: bool({ required: true }),
  },
  { required: true },
);

const webAcl: ResourceType = {
  token: WEB_ACL,
  service: "WAFV2",
  operations: { create: "CreateWebACL", update: "UpdateWebACL", delete: "DeleteWebACL" },
  source: registry("wafv2/webacl"),
  inputs: {
    associationConfig: any(),
    captchaConfig: any(),
    challengeConfig: any(),
    customResponseBodies: set(any(), { key: "key" }),
    dataProtectionConfig: any(),
    defaultAction: obj({ allow: any(), block: any() }, { required: true }),
    description: str({ max: 256 }),
    ...NAME,
    ruleJson: str(),
    rules: set(
      obj({
        action: any(),
        captchaConfig: any(),
        challengeConfig: any(),
        name: str({ required: true, max: 128 }),
        overrideAction: any(),
        priority: num({ required: true, min: 0 }),
        ruleLabels: set(any()),
        statement: any({ required: true }),
        visibilityConfig: visibility,
      }),
      { key: "name" },
    ),
    scope: str({ required: true, immutable: true, oneOf: ["CLOUDFRONT", "REGIONAL"] }),
    tokenDomains: set(str()),
    visibilityConfig: visibility,
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 128 },
  id: () => uuid(),
  outputs: {
    name: stable((context) => asText(prefixed(context) ?? "")),
    arn: stable((context) =>
      arn(
        context,
        "wafv2",
        `${input(context, "scope") === "CLOUDFRONT" ? "global" : "regional"}/webacl/${asText(context.outputs["name"]) ?? ""}/${context.id}`,
      ),
    ),
    applicationIntegrationUrl: stable(() => ""),
    capacity: stable(() => 0),
    lockToken: volatile(() => uuid()),
    ...TAGS_ALL,
  },
  unique: [
    {
      of: ["name", "scope"],
      code: "WAFDuplicateItemException",
      status: 400,
      source: api("wafv2", "CreateWebACL"),
    },
  ],
  rules: [
    {
      on: ["create"],
      ...invalid("CreateWebACL"),
      description: "A web ACL for CloudFront is created in us-east-1.",
      validate: (context) =>
        input(context, "scope") === "CLOUDFRONT" && context.region !== "us-east-1"
          ? "Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT"
          : undefined,
    },
    {
      on: ["create", "update"],
      ...invalid("CreateWebACL"),
      description:
        "The rule priorities of a web ACL are unique, and its default action is to allow or to block.",
      validate: aclShape,
    },
    {
      on: ["create", "update"],
      ...invalid("CreateWebACL"),
      source: api("wafv2", "Rule"),
      description:
        "A web ACL rule has an action, or overrides its rule group's actions; rate limits are within AWS's bounds.",
      validate: (context) =>
        asList(context.inputs["rules"])
          .map(ruleShape)
          .find((says) => says !== undefined),
    },
  ],
};

function aclShape(context: OperationContext): string | undefined {
  const priorities = every(context.inputs, "rules[*].priority").map(({ value }) => asText(value));
  if (new Set(priorities).size !== priorities.length) {
    return "Error reason: You have used the same rule priority more than once., field: RULE";
  }
  const actions = ["allow", "block"].filter(
    (name) => dig(context.inputs["defaultAction"], name) !== undefined,
  );
  return actions.length === 1
    ? undefined
    : "Error reason: You must specify exactly one default action., field: DEFAULT_ACTION";
}

/**
 * Evaluation windows of a rate-based rule, in seconds.
 *
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
 */
const WINDOWS = ["60", "120", "300", "600"];

function ruleShape(rule: Value): string | undefined {
  const statement = dig(rule, "statement");
  const namesGroup = ["managedRuleGroupStatement", "ruleGroupReferenceStatement"].some(
    (kind) => dig(statement, kind) !== undefined,
  );
  const [action, override] = [dig(rule, "action"), dig(rule, "overrideAction")];
  if (
    namesGroup
      ? action !== undefined || override === undefined
      : action === undefined || override !== undefined
  ) {
    return "Error reason: Your statement has multiple values set for a field that requires exactly one value., field: RULE";
  }
  const rate = dig(statement, "rateBasedStatement");
  const limit = Number(asText(dig(rate, "limit")));
  const window = asText(dig(rate, "evaluationWindowSec")) ?? "300";
  return rate !== undefined && (!(limit >= 10 && limit <= 2_000_000_000) || !WINDOWS.includes(window))
    ? "Error reason: The rate-based statement has an invalid limit or window., field: RATE_BASED_STATEMENT"
    : undefined;
}

const association: ResourceType = {
  token: "aws:wafv2/webAclAssociation:WebAclAssociation",
  service: "WAFV2",
  operations: { create: "AssociateWebACL", update: "AssociateWebACL", delete: "DisassociateWebACL" },
  source: registry("wafv2/webaclassociation"),
  inputs: {
    resourceArn: str({ required: true, immutable: true }),
    webAclArn: str({ required: true, immutable: true }),
    ...REGION,
  },
  id: (context) => `${input(context, "webAclArn")},${input(context, "resourceArn")}`,
  outputs: {},
  references: [
    {
      path: "webAclArn",
      to: [WEB_ACL],
      by: ["arn"],
      missing: missing("AssociateWebACL"),
      inUse: { code: "WAFAssociatedItemException", status: 400, source: api("wafv2", "DeleteWebACL") },
    },
    {
      path: "resourceArn",
      to: [LOAD_BALANCER, USER_POOL],
      by: ["arn"],
      missing: missing("AssociateWebACL"),
      // Refused by a rule below.
      known: (given) => given.startsWith("arn:aws:cloudfront:"),
    },
  ],
  rules: [
    {
      on: ["create"],
      ...invalid("AssociateWebACL"),
      source: terraform(40893),
      description: "A web ACL association is for regional resources: a distribution sets its web ACL itself.",
      validate: (context) =>
        input(context, "resourceArn").startsWith("arn:aws:cloudfront:")
          ? "Error reason: The ARN isn't valid., field: RESOURCE_ARN"
          : undefined,
    },
    {
      on: ["create"],
      ...invalid("AssociateWebACL"),
      description: "A regional resource is associated with a web ACL of scope REGIONAL.",
      validate: (context) =>
        /:regional\/webacl\//.test(input(context, "webAclArn"))
          ? undefined
          : "Error reason: The ARN isn't valid., field: WEB_ACL_ARN",
    },
    {
      on: ["create"],
      ...invalid("AssociateWebACL"),
      source: guide("cognito/latest/developerguide/user-pool-waf.html"),
      description: "A user pool cannot have a web ACL with the account takeover prevention rule group.",
      validate: (context) =>
        /^arn:aws:cognito-idp:/.test(input(context, "resourceArn")) && guardsTakeover(context)
          ? "Error reason: The web ACL uses AWSManagedRulesATPRuleSet, which a user pool does not take., field: WEB_ACL"
          : undefined,
    },
  ],
};

function guardsTakeover(context: OperationContext): boolean {
  const acl = context.account.all(WEB_ACL).find((one) => one.outputs["arn"] === context.inputs["webAclArn"]);
  return JSON.stringify(acl?.inputs ?? {}).includes("AWSManagedRulesATPRuleSet");
}

const loggingConfiguration: ResourceType = {
  token: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  service: "WAFV2",
  operations: {
    create: "PutLoggingConfiguration",
    update: "PutLoggingConfiguration",
    delete: "DeleteLoggingConfiguration",
  },
  source: registry("wafv2/webaclloggingconfiguration"),
  inputs: {
    logDestinationConfigs: set(str(), { required: true, immutable: true, min: 1, max: 1 }),
    loggingFilter: any(),
    redactedFields: list(any(), { max: 100 }),
    resourceArn: str({ required: true, immutable: true }),
    ...REGION,
  },
  id: (context) => input(context, "resourceArn"),
  outputs: {},
  references: [
    {
      path: "resourceArn",
      to: [WEB_ACL],
      by: ["arn"],
      missing: missing("PutLoggingConfiguration"),
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      ...invalid("PutLoggingConfiguration"),
      source: guide("waf/latest/developerguide/logging-destinations.html"),
      description:
        "A log destination's name begins with aws-waf-logs-, and it exists in the web ACL's region.",
      validate: logDestination,
    },
  ],
};

function logDestination(context: OperationContext): string | undefined {
  for (const given of asTexts(context.inputs["logDestinationConfigs"])) {
    const name =
      /^arn:aws:(?:logs:[^:]*:\d+:log-group:|s3:::|firehose:[^:]*:\d+:deliverystream\/)([^:/]+)/.exec(
        given,
      )?.[1] ?? "";
    const group = given.startsWith("arn:aws:logs:");
    const there = context.account
      .all(LOG_GROUP)
      .some((one) => one.region === context.region && one.outputs["arn"] === given.replace(/:\*$/, ""));
    if (!name.startsWith("aws-waf-logs-") || (group && !there)) {
      return `Error reason: The ARN isn't valid., field: LOG_DESTINATION, parameter: ${given}`;
    }
  }
  return undefined;
}

/** Resource types of web ACLs. */
export const wafv2 = { resources: [webAcl, association, loggingConfiguration] };
