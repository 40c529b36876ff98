import type { ExternalKeyArgs, GrantArgs, KeyArgs, KeyPolicyArgs, ReplicaKeyArgs } from "@pulumi/aws/kms";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import type { Document } from "../../values/policyDocuments";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";
import type { ResourcePolicy } from "./resourcePolicy";

/** A KMS key, or a replica of one in another region. */
export interface KmsKey {
  readonly urn: string;
  /** Absent for a replica, which has that of its primary. */
  readonly usage: Field<string>;
  /** The kind of key, such as `ECC_NIST_P256`; absent for a replica. */
  readonly spec: Field<string>;
  readonly isMultiRegion: Field<boolean>;
  /** The ARN of the key that this is a replica of. */
  readonly primary: Field<string>;
  readonly document: Document;
}

/** A grant on a KMS key. */
export interface Grant {
  readonly urn: string;
  readonly key: Field<string>;
  readonly grantee: Field<string>;
  readonly operations: readonly Field<string>[];
}

/** KMS grants. */
export const grants = recordReaders<Grant>({
  [t.kmsGrant]: readGrant,
});

/** KMS keys. */
export const kmsKeys = recordReaders<KmsKey>({
  [t.kmsKey]: readKmsKey,
  [t.kmsExternalKey]: readExternalKey,
  [t.kmsReplicaKey]: readReplicaKey,
  [t.kmsReplicaExternalKey]: readReplicaKey,
});

/** Key policies that are resources. */
export const keyPolicies = recordReaders<ResourcePolicy>({
  [t.kmsKeyPolicy]: readKeyPolicy,
});

function readKmsKey(urn: string, props: object): KmsKey[] {
  const args = Reader.over<Unwrap<KeyArgs>>(props);
  return [
    {
      urn,
      usage: args.at("keyUsage").string(),
      spec: args.at("customerMasterKeySpec").string(),
      isMultiRegion: args.at("multiRegion").boolean(),
      primary: { state: "absent", path: "" },
      document: args.at("policy").document(),
    },
  ];
}

function readExternalKey(urn: string, props: object): KmsKey[] {
  const args = Reader.over<Unwrap<ExternalKeyArgs>>(props);
  return [
    {
      urn,
      usage: args.at("keyUsage").string(),
      spec: args.at("keySpec").string(),
      isMultiRegion: args.at("multiRegion").boolean(),
      primary: { state: "absent", path: "" },
      document: args.at("policy").document(),
    },
  ];
}

function readReplicaKey(urn: string, props: object): KmsKey[] {
  const args = Reader.over<Unwrap<ReplicaKeyArgs>>(props);
  return [
    {
      urn,
      usage: { state: "absent", path: "" },
      spec: { state: "absent", path: "" },
      isMultiRegion: { state: "known", path: "", value: true },
      primary: args.at("primaryKeyArn").string(),
      document: args.at("policy").document(),
    },
  ];
}

function readKeyPolicy(urn: string, props: object): ResourcePolicy[] {
  const args = Reader.over<Unwrap<KeyPolicyArgs>>(props);
  return [{ urn, of: args.at("keyId").string(), document: args.at("policy").document() }];
}

function readGrant(urn: string, props: object): Grant[] {
  const args = Reader.over<Unwrap<GrantArgs>>(props);
  return [
    {
      urn,
      key: args.at("keyId").string(),
      grantee: args.at("granteePrincipal").string(),
      operations: args.at("operations").strings(),
    },
  ];
}
