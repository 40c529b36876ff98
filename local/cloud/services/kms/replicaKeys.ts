import type { AccountResource } from "../../account/accountFile";
import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn } from "../../model/identifiers";
import { type OperationContext, type ResourceType, type Rule, stable } from "../../model/resourceType";
import { bool, json, num, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { KMS_KEY, REPLICA_KEY } from "../../model/tokens";
import { asText } from "../../values";
import { stateOf } from "./findKey";
import { defaultPolicy, keyPolicyRules } from "./keyPolicies";

const REPLICATE = { status: 400, source: api("kms", "ReplicateKey") };

/** Returns the primary key, which is in another region. */
function primaryOf(context: OperationContext): AccountResource | undefined {
  const given = input(context, "primaryKeyArn");
  const all = [...context.account.all(KMS_KEY), ...context.account.scheduled(KMS_KEY)];
  return all.find(({ outputs }) => outputs["arn"] === given);
}

const idOf = (context: OperationContext): string => input(context, "primaryKeyArn").split("/").at(-1) ?? "";

const text = (context: OperationContext, output: string): string | undefined =>
  asText(primaryOf(context)?.outputs[output]);

const rules: readonly Rule[] = [
  {
    on: ["create"],
    ...REPLICATE,
    code: "NotFoundException",
    description: "The primary key of a replica exists.",
    validate: (context) =>
      primaryOf(context) === undefined
        ? `Key '${input(context, "primaryKeyArn")}' does not exist`
        : undefined,
  },
  {
    on: ["create"],
    ...REPLICATE,
    code: "UnsupportedOperationException",
    description: "Only a multi-Region primary key has replicas, each in another region than its own.",
    validate: (context) => {
      const primary = primaryOf(context);
      if (primary?.inputs["multiRegion"] !== true) {
        return `${input(context, "primaryKeyArn")} is not a multi-Region primary key.`;
      }
      return primary.region === context.region
        ? `The replica must be in a different region than its primary key, ${context.region}.`
        : undefined;
    },
  },
  {
    on: ["create"],
    ...REPLICATE,
    code: "DisabledException",
    description: "A disabled key has no new replicas.",
    validate: (context) => stateProblem(context, "Disabled", "is disabled"),
  },
  {
    on: ["create"],
    ...REPLICATE,
    code: "KMSInvalidStateException",
    description: "A key that is pending deletion has no new replicas.",
    validate: (context) => stateProblem(context, "PendingDeletion", "is pending deletion"),
  },
  {
    on: ["create"],
    ...REPLICATE,
    code: "AlreadyExistsException",
    description: "A replica that is pending deletion is in the way of another in its region.",
    validate: (context) => {
      const pending = context.account.scheduled(REPLICA_KEY);
      return pending.some((one) => one.region === context.region && one.id === idOf(context))
        ? `${context.region} has a replica of ${idOf(context)}, which is pending deletion.`
        : undefined;
    },
  },
  ...keyPolicyRules,
];

function stateProblem(
  context: OperationContext,
  state: ReturnType<typeof stateOf>,
  problem: string,
): string | undefined {
  const primary = primaryOf(context);
  return primary !== undefined && stateOf(primary) === state
    ? `${input(context, "primaryKeyArn")} ${problem}.`
    : undefined;
}

const replicaKey: ResourceType = {
  token: REPLICA_KEY,
  service: "KMS",
  operations: { create: "ReplicateKey", update: "PutKeyPolicy", delete: "ScheduleKeyDeletion" },
  source: registry("kms/replicakey"),
  inputs: {
    bypassPolicyLockoutSafetyCheck: bool({ default: false }),
    deletionWindowInDays: num({ default: 30, min: 7, max: 30 }),
    description: str({ max: 8192 }),
    enabled: bool({ default: true }),
    policy: json(),
    primaryKeyArn: str({ required: true, immutable: true }),
    ...REGION,
    ...TAGS,
  },
  id: idOf,
  outputs: {
    arn: stable((context) => arn(context, "kms", `key/${context.id}`)),
    keyId: stable((context) => context.id),
    keyRotationEnabled: stable((context) => primaryOf(context)?.outputs["enableKeyRotation"] === true),
    keySpec: stable((context) => text(context, "customerMasterKeySpec")),
    keyUsage: stable((context) => text(context, "keyUsage")),
    policy: stable(defaultPolicy),
    ...TAGS_ALL,
  },
  unique: [{ of: ["keyId"], ...REPLICATE, code: "AlreadyExistsException" }],
  recoveryDays: (context) => Number(context.inputs["deletionWindowInDays"]),
  rules,
};

/** Resource type of the replicas of keys. */
export const replicaKeys = { resources: [replicaKey] };
