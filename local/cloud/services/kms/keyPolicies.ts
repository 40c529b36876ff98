import { input } from "../../model/commonFields";
import type { OperationContext, Rule } from "../../model/resourceType";
import { api } from "../../model/sources";
import { lockedOut, unknownPrincipal } from "../iam/policyDocuments";

const MALFORMED = { code: "MalformedPolicyDocumentException", status: 400, source: api("kms", "CreateKey") };

/** Refusals of the policies of keys and of their replicas. */
export const keyPolicyRules: readonly Rule[] = [
  {
    on: ["create", "update"],
    ...MALFORMED,
    description: "The principals of a key policy exist.",
    validate: (context) => unknownPrincipal(context, input(context, "policy")),
  },
  {
    on: ["create", "update"],
    ...MALFORMED,
    description: "A key policy does not lock out its author.",
    validate: (context) =>
      input(context, "bypassPolicyLockoutSafetyCheck") !== "true" &&
      lockedOut(context, input(context, "policy"))
        ? "The new key policy will not allow you to update the key policy in the future."
        : undefined,
  },
];

/** Returns the policy of a key without one of its own. */
export function defaultPolicy({ accountId }: Pick<OperationContext, "accountId">): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}
