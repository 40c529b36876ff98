import type {
  GroupPolicyArgs,
  PolicyArgs,
  RoleArgs,
  RolePolicyArgs,
  RolePolicyAttachmentArgs,
  UserPolicyArgs,
} from "@pulumi/aws/iam";
import type { GrantArgs, KeyArgs, KeyPolicyArgs } from "@pulumi/aws/kms";
import type { SecretArgs, SecretPolicyArgs } from "@pulumi/aws/secretsmanager";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { type Document, readDocument } from "../../values/policyDocuments";
import { Reader } from "../reader";

/** What a role, a user or a group may do. */
export interface Permission {
  readonly urn: string;
  /** Name of the role, user or group; absent for a policy that others attach. */
  readonly holder: Field<string>;
  readonly document: Document;
}

/** A policy that AWS or the account has, by its ARN, given to somebody. */
export interface AttachedPolicy {
  readonly urn: string;
  readonly holder: Field<string>;
  readonly policyArn: Field<string>;
}

/** A key in KMS. */
export interface KmsKey {
  readonly urn: string;
  readonly usage: Field<string>;
  readonly document: Document;
}

/** A policy of a key or a secret that is a resource of its own. */
export interface ResourcePolicy {
  readonly urn: string;
  readonly of: Field<string>;
  readonly document: Document;
}

/** A grant on a key. */
export interface Grant {
  readonly urn: string;
  readonly key: Field<string>;
  readonly grantee: Field<string>;
  readonly operations: readonly Field<string>[];
}

/** A secret in Secrets Manager. */
export interface Secret {
  readonly urn: string;
  readonly document: Document;
}

const nobody = { state: "absent", path: "" } as const;

/** Reads a policy inside a role. */
export function readRolePolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<RolePolicyArgs>>(props);
  return [
    {
      urn,
      holder: (args.at("role") as Reader<string>).text(),
      document: readDocument(args.at("policy").any()),
    },
  ];
}

/** Reads a policy inside a user. */
export function readUserPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<UserPolicyArgs>>(props);
  return [{ urn, holder: args.at("user").text(), document: readDocument(args.at("policy").any()) }];
}

/** Reads a policy inside a group of users. */
export function readGroupPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<GroupPolicyArgs>>(props);
  return [{ urn, holder: args.at("group").text(), document: readDocument(args.at("policy").any()) }];
}

/** Reads a policy that others attach. */
export function readManagedPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<PolicyArgs>>(props);
  return [{ urn, holder: nobody, document: readDocument(args.at("policy").any()) }];
}

/** Reads the policies that a role holds inline. */
export function readRole(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<RoleArgs>>(props);
  return args
    .at("inlinePolicies")
    .each()
    .map((inline) => ({
      urn,
      holder: args.at("name").text(),
      document: readDocument(inline.at("policy").any()),
    }));
}

/** Reads the attachment of a policy to a role, a user or a group. */
export function readAttachedPolicy(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<RolePolicyAttachmentArgs>>(props);
  return [
    { urn, holder: (args.at("role") as Reader<string>).text(), policyArn: args.at("policyArn").text() },
  ];
}

/** Reads a key in KMS. */
export function readKmsKey(urn: string, props: object): KmsKey[] {
  const args = Reader.over<Unwrap<KeyArgs>>(props);
  return [{ urn, usage: args.at("keyUsage").text(), document: readDocument(args.at("policy").any()) }];
}

/** Reads the policy of a key. */
export function readKeyPolicy(urn: string, props: object): ResourcePolicy[] {
  const args = Reader.over<Unwrap<KeyPolicyArgs>>(props);
  return [{ urn, of: args.at("keyId").text(), document: readDocument(args.at("policy").any()) }];
}

/** Reads the policy of a secret. */
export function readSecretPolicy(urn: string, props: object): ResourcePolicy[] {
  const args = Reader.over<Unwrap<SecretPolicyArgs>>(props);
  return [{ urn, of: args.at("secretArn").text(), document: readDocument(args.at("policy").any()) }];
}

/** Reads a grant on a key. */
export function readGrant(urn: string, props: object): Grant[] {
  const args = Reader.over<Unwrap<GrantArgs>>(props);
  return [
    {
      urn,
      key: args.at("keyId").text(),
      grantee: args.at("granteePrincipal").text(),
      operations: args.at("operations").texts(),
    },
  ];
}

/** Reads a secret. */
export function readSecret(urn: string, props: object): Secret[] {
  const args = Reader.over<Unwrap<SecretArgs>>(props);
  return [{ urn, document: readDocument(args.at("policy").any()) }];
}
