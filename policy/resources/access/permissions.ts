import type {
  GroupPolicyArgs,
  PolicyArgs,
  RoleArgs,
  RolePolicyArgs,
  RolePolicyAttachmentArgs,
  UserPolicyArgs,
} from "@pulumi/aws/iam";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { type Document, readDocument } from "../../values/policyDocuments";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** An identity policy: of a role, a user or a group, or a managed one. */
export interface Permission {
  readonly urn: string;
  /** The role, user or group; absent for a managed policy. */
  readonly holder: Field<string>;
  readonly document: Document;
}

/** A managed policy attached to a role, a user or a group. */
export interface AttachedPolicy {
  readonly urn: string;
  readonly holder: Field<string>;
  readonly policyArn: Field<string>;
}

const absent = { state: "absent", path: "" } as const;

/** Attachments of managed policies. */
export const attachedPolicies = recordReaders<AttachedPolicy>({
  [t.rolePolicyAttachment]: readAttachedPolicy,
  [t.userPolicyAttachment]: readAttachedPolicy,
  [t.groupPolicyAttachment]: readAttachedPolicy,
  [t.policyAttachment]: readAttachedPolicy,
});

/** Identity policies. */
export const permissions = recordReaders<Permission>({
  [t.rolePolicy]: readRolePolicy,
  [t.userPolicy]: readUserPolicy,
  [t.groupPolicy]: readGroupPolicy,
  [t.policy]: readManagedPolicy,
  [t.role]: readRole,
});

function readRolePolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<RolePolicyArgs>>(props);
  return [
    {
      urn,
      holder: (args.at("role") as Reader<string>).string(),
      document: readDocument(args.at("policy").raw()),
    },
  ];
}

function readUserPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<UserPolicyArgs>>(props);
  return [{ urn, holder: args.at("user").string(), document: readDocument(args.at("policy").raw()) }];
}

function readGroupPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<GroupPolicyArgs>>(props);
  return [{ urn, holder: args.at("group").string(), document: readDocument(args.at("policy").raw()) }];
}

function readManagedPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<PolicyArgs>>(props);
  return [{ urn, holder: absent, document: readDocument(args.at("policy").raw()) }];
}

function readRole(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<RoleArgs>>(props);
  return args
    .at("inlinePolicies")
    .knownItems()
    .map((inline) => ({
      urn,
      holder: args.at("name").string(),
      document: readDocument(inline.at("policy").raw()),
    }));
}

function readAttachedPolicy(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<RolePolicyAttachmentArgs>>(props);
  return [
    { urn, holder: (args.at("role") as Reader<string>).string(), policyArn: args.at("policyArn").string() },
  ];
}
