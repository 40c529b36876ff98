import type { GroupPolicyArgs, PolicyArgs, RoleArgs, RolePolicyArgs, UserPolicyArgs } from "@pulumi/aws/iam";
import type { PermissionSetInlinePolicyArgs } from "@pulumi/aws/ssoadmin";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import type { Document } from "../../values/policyDocuments";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** An identity policy: of a role, a user, a group or a permission set, or a managed one. */
export interface Permission {
  readonly urn: string;
  /** The role, user, group or permission set; absent for a managed policy, undefined for a role's own inline policy. */
  readonly holder: Field<string> | undefined;
  readonly document: Document;
}

const absent = { state: "absent", path: "" } as const;

/** Identity policies. */
export const permissions = recordReaders<Permission>({
  [t.rolePolicy]: readRolePolicy,
  [t.userPolicy]: readUserPolicy,
  [t.groupPolicy]: readGroupPolicy,
  [t.policy]: readManagedPolicy,
  [t.role]: readRole,
  [t.permissionSetInlinePolicy]: readPermissionSetPolicy,
});

function readRolePolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<RolePolicyArgs>>(props);
  return [
    {
      urn,
      holder: (args.at("role") as Reader<string>).string(),
      document: args.at("policy").document(),
    },
  ];
}

function readUserPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<UserPolicyArgs>>(props);
  return [{ urn, holder: args.at("user").string(), document: args.at("policy").document() }];
}

function readGroupPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<GroupPolicyArgs>>(props);
  return [{ urn, holder: args.at("group").string(), document: args.at("policy").document() }];
}

function readManagedPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<PolicyArgs>>(props);
  return [{ urn, holder: absent, document: args.at("policy").document() }];
}

function readRole(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<RoleArgs>>(props);
  return args
    .at("inlinePolicies")
    .knownItems()
    .map((inline) => ({
      urn,
      holder: undefined,
      document: inline.at("policy").document(),
    }));
}

function readPermissionSetPolicy(urn: string, props: object): Permission[] {
  const args = Reader.over<Unwrap<PermissionSetInlinePolicyArgs>>(props);
  const document = args.at("inlinePolicy").document();
  return [{ urn, holder: args.at("permissionSetArn").string(), document }];
}
