import type { GrantArgs, KeyArgs, KeyPolicyArgs } from "@pulumi/aws/kms";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { type Document, readDocument } from "../../values/policyDocuments";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";
import type { ResourcePolicy } from "./resourcePolicy";

/** A KMS key. */
export interface KmsKey {
  readonly urn: string;
  readonly usage: Field<string>;
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
});

/** Key policies that are resources. */
export const keyPolicies = recordReaders<ResourcePolicy>({
  [t.kmsKeyPolicy]: readKeyPolicy,
});

function readKmsKey(urn: string, props: object): KmsKey[] {
  const args = Reader.over<Unwrap<KeyArgs>>(props);
  return [{ urn, usage: args.at("keyUsage").string(), document: readDocument(args.at("policy").raw()) }];
}

function readKeyPolicy(urn: string, props: object): ResourcePolicy[] {
  const args = Reader.over<Unwrap<KeyPolicyArgs>>(props);
  return [{ urn, of: args.at("keyId").string(), document: readDocument(args.at("policy").raw()) }];
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
