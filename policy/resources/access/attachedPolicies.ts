import type {
  GroupPolicyAttachmentArgs,
  GroupPolicyAttachmentsExclusiveArgs,
  PolicyAttachmentArgs,
  RoleArgs,
  RolePolicyAttachmentArgs,
  RolePolicyAttachmentsExclusiveArgs,
  UserPolicyAttachmentArgs,
  UserPolicyAttachmentsExclusiveArgs,
} from "@pulumi/aws/iam";
import type { CustomerManagedPolicyAttachmentArgs, ManagedPolicyAttachmentArgs } from "@pulumi/aws/ssoadmin";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A managed policy attached to a role, a user, a group or a permission set. */
export interface AttachedPolicy {
  readonly urn: string;
  /** Undefined if the resource itself is the holder. */
  readonly holder: Field<string> | undefined;
  /** The ARN of the policy, or its name for a permission set. */
  readonly policyArn: Field<string>;
}

/** Attachments of managed policies. */
export const attachedPolicies = recordReaders<AttachedPolicy>({
  [t.rolePolicyAttachment]: readRoleAttachment,
  [t.userPolicyAttachment]: readUserAttachment,
  [t.groupPolicyAttachment]: readGroupAttachment,
  [t.policyAttachment]: readAttachment,
  [t.role]: readRole,
  [t.rolePolicyAttachmentsExclusive]: readRoleAttachments,
  [t.userPolicyAttachmentsExclusive]: readUserAttachments,
  [t.groupPolicyAttachmentsExclusive]: readGroupAttachments,
  [t.permissionSetManagedPolicy]: readPermissionSetAttachment,
  [t.permissionSetCustomerPolicy]: readCustomerAttachment,
});

function readRoleAttachment(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<RolePolicyAttachmentArgs>>(props);
  return [
    { urn, holder: (args.at("role") as Reader<string>).string(), policyArn: args.at("policyArn").string() },
  ];
}

function readUserAttachment(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<UserPolicyAttachmentArgs>>(props);
  return [
    { urn, holder: (args.at("user") as Reader<string>).string(), policyArn: args.at("policyArn").string() },
  ];
}

function readGroupAttachment(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<GroupPolicyAttachmentArgs>>(props);
  return [
    { urn, holder: (args.at("group") as Reader<string>).string(), policyArn: args.at("policyArn").string() },
  ];
}

function readAttachment(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<PolicyAttachmentArgs>>(props);
  const policyArn = args.at("policyArn").string();
  const holders = (["roles", "users", "groups"] as const).flatMap((name) => args.at(name).strings());
  return holders.map((holder) => ({ urn, holder, policyArn }));
}

function readRole(urn: string, props: object): AttachedPolicy[] {
  const arns = Reader.over<Unwrap<RoleArgs>>(props).at("managedPolicyArns").strings();
  return arns.map((policyArn) => ({ urn, holder: undefined, policyArn }));
}

function readRoleAttachments(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<RolePolicyAttachmentsExclusiveArgs>>(props);
  return attachments(urn, args.at("roleName").string(), args.at("policyArns").strings());
}

function readUserAttachments(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<UserPolicyAttachmentsExclusiveArgs>>(props);
  return attachments(urn, args.at("userName").string(), args.at("policyArns").strings());
}

function readGroupAttachments(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<GroupPolicyAttachmentsExclusiveArgs>>(props);
  return attachments(urn, args.at("groupName").string(), args.at("policyArns").strings());
}

function attachments(
  urn: string,
  holder: Field<string>,
  policyArns: readonly Field<string>[],
): AttachedPolicy[] {
  return policyArns.map((policyArn) => ({ urn, holder, policyArn }));
}

function readPermissionSetAttachment(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<ManagedPolicyAttachmentArgs>>(props);
  const policyArn = args.at("managedPolicyArn").string();
  return [{ urn, holder: args.at("permissionSetArn").string(), policyArn }];
}

function readCustomerAttachment(urn: string, props: object): AttachedPolicy[] {
  const args = Reader.over<Unwrap<CustomerManagedPolicyAttachmentArgs>>(props);
  const policyArn = args.at("customerManagedPolicyReference").at("name").string();
  return [{ urn, holder: args.at("permissionSetArn").string(), policyArn }];
}
