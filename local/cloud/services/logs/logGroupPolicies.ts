import { asText, asTexts, dig, type Value } from "../../engine/values";
import { malformed, statementsOf } from "../iam/policyDocuments";
import { input, REGION, uuid } from "../make";
import { type Making, type ResourceFact, stable, volatile } from "../resourceType";
import { json, str } from "../schema";
import { api, registry } from "../sources";
import { LOG_GROUP } from "../tokens";

const POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const PAGE = api("logs", "PutResourcePolicy");

/** Policies of an account that are attached to no log group. */
const MOST = 10;

const resourcePolicy: ResourceFact = {
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
  id: (making) => input(making, "policyName") || input(making, "resourceArn"),
  outputs: {
    policyScope: stable((making) => (input(making, "resourceArn") === "" ? "ACCOUNT" : "RESOURCE")),
    revisionId: volatile((making) => (input(making, "resourceArn") === "" ? "" : uuid())),
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
      says: "A policy for log groups has a name or a log group, lets AWS's services write, and nothing else.",
      broken: shape,
    },
    {
      on: ["create"],
      code: "LimitExceededException",
      status: 400,
      source: PAGE,
      says: "A region has 10 policies for log groups at most, those of one log group not counted.",
      broken: (making) => {
        const named = making.world
          .all(POLICY)
          .filter((one) => one.region === making.region && one.inputs["policyName"] !== undefined);
        return input(making, "policyName") !== "" && named.length >= MOST
          ? "Resource limit exceeded."
          : undefined;
      },
    },
  ],
};

function shape(making: Making): string | undefined {
  if ((input(making, "policyName") === "") === (input(making, "resourceArn") === "")) {
    return "Exactly one of policyName and resourceArn must be given.";
  }
  const document = input(making, "policyDocument");
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

/** Facts about who may write to log groups. */
export const logGroupPolicies = { resources: [resourcePolicy] };
