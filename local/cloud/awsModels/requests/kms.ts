import type { ServiceRequests } from "./request";

/** Requests to the Key Management Service. */
export const kms: ServiceRequests = {
  service: "KMS",
  model: "kms",
  types: {
    "aws:kms/key:Key": {
      resource: "AWS::KMS::Key",
      members: {
        customerMasterKeySpec: ["KeySpec", "/KeySpec"],
        deletionWindowInDays: ["ScheduleKeyDeletion:PendingWindowInDays", "/PendingWindowInDays"],
        rotationPeriodInDays: ["EnableKeyRotation:RotationPeriodInDays", "/RotationPeriodInDays"],
        policy: ["Policy", "/KeyPolicy"],
        isEnabled: "/Enabled",
      },
    },
    "aws:kms/replicaKey:ReplicaKey": {
      resource: "AWS::KMS::ReplicaKey",
      members: {
        primaryKeyArn: ["KeyId", "/PrimaryKeyArn"],
        deletionWindowInDays: ["ScheduleKeyDeletion:PendingWindowInDays", "/PendingWindowInDays"],
        policy: ["Policy", "/KeyPolicy"],
        enabled: "/Enabled",
      },
    },
    "aws:kms/alias:Alias": {
      resource: "AWS::KMS::Alias",
      members: { name: ["AliasName", "/AliasName"] },
      notSent: { namePrefix: "it is the prefix of the name" },
    },
  },
};
