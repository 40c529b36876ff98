import { input } from "../../model/commonFields";
import type { OperationContext, Reference, Rule } from "../../model/resourceType";
import { guide } from "../../model/sources";
import { KMS_KEY, REPLICA_KEY } from "../../model/tokens";
import { findKey, stateOf } from "../kms/findKey";

/** S3 passes errors of KMS on; it does not check the key of a bucket's default before an object is written. */
const PASSED_ON = { status: 400, source: guide("AmazonS3/latest/API/ErrorResponses.html") };

/** The reference of an object to its key, in the region of the bucket. */
export const objectKey: Reference = {
  path: "kmsKeyId",
  to: [KMS_KEY, REPLICA_KEY],
  by: ["id", "arn"],
  missing: { ...PASSED_ON, code: "KMS.NotFoundException" },
  // Refused by a rule below.
  known: (given, scope) => findKey(given, scope)?.deletionDate !== undefined,
};

/** Refusals of the keys of objects. */
export const objectKeyRules: readonly Rule[] = [
  {
    on: ["create", "update"],
    ...PASSED_ON,
    code: "KMS.DisabledException",
    description: "The key of an object is enabled.",
    validate: (context) => stateProblem(context, "Disabled", "is disabled"),
  },
  {
    on: ["create", "update"],
    ...PASSED_ON,
    code: "KMS.KMSInvalidStateException",
    description: "The key of an object is not pending deletion.",
    validate: (context) => stateProblem(context, "PendingDeletion", "is pending deletion"),
  },
];

function stateProblem(
  context: OperationContext,
  state: ReturnType<typeof stateOf>,
  problem: string,
): string | undefined {
  const key = findKey(input(context, "kmsKeyId"), context);
  return key !== undefined && stateOf(key) === state
    ? `${input(context, "kmsKeyId")} ${problem}.`
    : undefined;
}
