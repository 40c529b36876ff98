import { input, REGION } from "../../model/commonFields";
import { uuid } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable, volatile } from "../../model/resourceType";
import { json, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { LOG_GROUP } from "../../model/tokens";
import { asText, asTexts, dig, type Value } from "../../values";
import { malformed, statementsOf } from "../iam/policyDocuments";

const POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const PAGE = api("logs", "PutResourcePolicy");

/** Returns the account's policies without a log group. */
const MOST = 10;

const resourcePolicy: ResourceType = {
  token: POLICY,
  service: "CloudWatch Logs",
  operations: { create: "PutResourcePolicy", update: "PutResourcePolicy", delete: "DeleteResourcePolicy" },
  source: registry("cloudwatch/logresourcepolicy"),
  inputs: {
    policyDocument: json({ required: true, max: 5120 }),
    policyName: str({ immutable: true }),
    resourceArn: str({ immutable: true }),
    ...REGION,
  },
  id: (context) => input(context, "policyName") || input(context, "resourceArn"),
  outputs: {
    policyScope: stable((context) => (input(context, "resourceArn") === "" ? "ACCOUNT" : "RESOURCE")),
    revisionId: volatile((context) => (input(context, "resourceArn") === "" ? "" : uuid())),
  },
  references: [
    {
      path: "resourceArn",
      to: [LOG_GROUP],
      by: ["arn"],
      missing: { code: "ResourceNotFoundException", status: 400, source: PAGE },
    },
  ],
  unique: [{ of: ["resourceArn"], code: "InvalidParameterException", status: 400, source: PAGE }],
  rules: [
    {
      on: ["create", "update"],
      code: "InvalidParameterException",
      status: 400,
      source: PAGE,
      description: "A resource policy for logs has a name or a log group, and only lets AWS services write.",
      validate: shape,
    },
    {
      on: ["create"],
      code: "LimitExceededException",
      status: 400,
      source: PAGE,
      description: "A region has 10 resource policies for logs at most, without those of single log groups.",
      validate: (context) => {
        const named = context.account
          .all(POLICY)
          .filter((one) => one.region === context.region && one.inputs["policyName"] !== undefined);
        return input(context, "policyName") !== "" && named.length >= MOST
          ? "Resource limit exceeded."
          : undefined;
      },
    },
  ],
};

function shape(context: OperationContext): string | undefined {
  if ((input(context, "policyName") === "") === (input(context, "resourceArn") === "")) {
    return "Exactly one of policyName and resourceArn must be given.";
  }
  const document = input(context, "policyDocument");
  return (
    malformed(document) ??
    (statementsOf(document).every(isForServices) ? undefined : "Unsupported principal or action in policy.")
  );
}

function isForServices(statement: Value): boolean {
  const action = dig(statement, "Action");
  const actions = Array.isArray(action) ? asTexts(action) : [asText(action) ?? ""];
  return (
    dig(statement, "Principal.Service") !== undefined &&
    actions.every((one) => ["logs:PutLogEvents", "logs:CreateLogStream"].includes(one))
  );
}

/** Resource type of log group resource policies. */
export const logGroupPolicies = { resources: [resourcePolicy] };
