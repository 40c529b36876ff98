import { allowsService } from "../../access/decide";
import { readDocument } from "../../access/policyDocument";
import { input } from "../../model/commonFields";
import { arn, prefixed } from "../../model/identifiers";
import type { OperationContext, Rule } from "../../model/resourceType";
import { api, terraform } from "../../model/sources";
import { asText } from "../../values";
import { encryptionProblem, findKey } from "../kms/findKey";

/** What CloudWatch Logs does with the key of a log group. */
const USES = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey"];

/**
 * Refusals of the keys of log groups, when a group is created with one, and when it gets another.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export const logGroupKeyRules: readonly Rule[] = [
  ...rulesOn("create", "CreateLogGroup", () => true),
  ...rulesOn("update", "AssociateKmsKey", isOther),
];

function rulesOn(
  on: "create" | "update",
  operation: string,
  applies: (context: OperationContext) => boolean,
): Rule[] {
  const common = { on: [on], operation, status: 400 } as const;
  return [
    {
      ...common,
      code: "InvalidParameterException",
      source: api("logs", operation),
      description: "The key of a log group is symmetric and enabled.",
      validate: (context) =>
        applies(context) ? encryptionProblem(input(context, "kmsKeyId"), context) : undefined,
    },
    {
      ...common,
      code: "AccessDeniedException",
      source: terraform(29282),
      description: "The policy of a log group's key lets CloudWatch Logs use it for that group.",
      validate: (context) => (applies(context) ? notAdmitted(context) : undefined),
    },
  ];
}

function isOther(context: OperationContext): boolean {
  return input(context, "kmsKeyId") !== (asText(context.old?.inputs["kmsKeyId"]) ?? "");
}

function notAdmitted(context: OperationContext): string | undefined {
  const key = findKey(input(context, "kmsKeyId"), context);
  if (key === undefined) {
    return undefined;
  }
  const name = asText(context.inputs["name"]) ?? (context.id || asText(prefixed(context)));
  const group = arn(context, "logs", `log-group:${name ?? ""}`);
  const policy = readDocument(asText(key.outputs["policy"]) ?? "");
  const call = {
    service: `logs.${context.region}.amazonaws.com`,
    resource: asText(key.outputs["arn"]) ?? "",
    context: { "kms:encryptioncontext:aws:logs:arn": group },
  };
  return USES.every((action) => allowsService({ ...call, action }, policy))
    ? undefined
    : `The specified KMS key does not exist or is not allowed to be used with Arn '${group}'`;
}
