import type { AccountResource } from "../../account/accountFile";
import { input, NAME, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, capitals, now, prefixed } from "../../model/identifiers";
import {
  type OperationContext,
  type Reference,
  type ResourceType,
  type Rule,
  stable,
} from "../../model/resourceType";
import { bool, json, num, obj, set, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { INSTANCE_PROFILE, ROLE } from "../../model/tokens";
import { asText } from "../../values";
import { malformed, unknownPrincipal } from "./policyDocuments";

const noSuch = (operation: string) => ({ code: "NoSuchEntity", status: 404, source: api("iam", operation) });
const exists = (operation: string) => ({
  code: "EntityAlreadyExists",
  status: 409,
  source: api("iam", operation),
});

/** A policy document that IAM accepts. */
function document(argument: string, operation: string): Rule {
  return {
    on: ["create", "update"],
    code: "MalformedPolicyDocument",
    status: 400,
    source: api("iam", operation),
    description: "A policy document has statements, each with an effect.",
    validate: (context) => malformed(input(context, argument)),
  };
}

const byForce = (target: AccountResource) => target.outputs["forceDetachPolicies"] === true;

/** A reference to the role of a policy, which cannot be deleted before it. */
function onRole(operation: string): Reference {
  return {
    path: "role",
    to: [ROLE],
    by: ["name"],
    missing: noSuch(operation),
    inUse: { code: "DeleteConflict", status: 409, source: api("iam", "DeleteRole"), unless: byForce },
  };
}

const role: ResourceType = {
  token: ROLE,
  service: "IAM",
  operations: { create: "CreateRole", update: "UpdateAssumeRolePolicy", delete: "DeleteRole" },
  source: registry("iam/role"),
  global: true,
  inputs: {
    assumeRolePolicy: json({ required: true }),
    description: str({ max: 1000 }),
    forceDetachPolicies: bool({ default: false }),
    inlinePolicies: set(obj({ name: str(), policy: json() }), { key: "name" }),
    managedPolicyArns: set(str()),
    maxSessionDuration: num({ default: 3600, min: 3600, max: 43_200 }),
    ...NAME,
    path: str({ immutable: true, default: "/" }),
    permissionsBoundary: str(),
    ...TAGS,
  },
  naming: { field: "name", max: 64 },
  id: (context) => nameOf(context),
  outputs: {
    name: stable((context) => context.id),
    arn: stable((context) => arn(context, "iam", `role${input(context, "path")}${context.id}`)),
    createDate: stable(() => now()),
    inlinePolicies: stable(() => []),
    managedPolicyArns: stable(() => []),
    uniqueId: stable(() => `AROA${capitals(17)}`),
    ...TAGS_ALL,
  },
  unique: [{ of: ["name"], within: "account", ...exists("CreateRole") }],
  rules: [
    document("assumeRolePolicy", "CreateRole"),
    {
      on: ["create", "update"],
      code: "MalformedPolicyDocument",
      status: 400,
      source: api("iam", "CreateRole"),
      description: "The principals of a trust policy exist.",
      validate: (context) => unknownPrincipal(context, input(context, "assumeRolePolicy")),
    },
  ],
};

function nameOf(context: OperationContext): string {
  return asText(context.inputs["name"]) ?? asText(prefixed(context) ?? "") ?? "";
}

const rolePolicy: ResourceType = {
  token: "aws:iam/rolePolicy:RolePolicy",
  service: "IAM",
  operations: { create: "PutRolePolicy", update: "PutRolePolicy", delete: "DeleteRolePolicy" },
  source: registry("iam/rolepolicy"),
  global: true,
  inputs: {
    ...NAME,
    policy: json({ required: true, max: 10_240 }),
    role: str({ required: true, immutable: true }),
  },
  naming: { field: "name", max: 128 },
  id: (context) => `${input(context, "role")}:${nameOf(context)}`,
  outputs: { name: stable((context) => context.id.split(":")[1] ?? "") },
  references: [onRole("PutRolePolicy")],
  rules: [document("policy", "PutRolePolicy")],
};

const rolePolicyAttachment: ResourceType = {
  token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  service: "IAM",
  operations: { create: "AttachRolePolicy", update: "AttachRolePolicy", delete: "DetachRolePolicy" },
  source: registry("iam/rolepolicyattachment"),
  global: true,
  inputs: {
    policyArn: str({ required: true, immutable: true }),
    role: str({ required: true, immutable: true }),
  },
  id: (context) => `${input(context, "role")}/${input(context, "policyArn")}`,
  outputs: {},
  references: [onRole("AttachRolePolicy")],
  rules: [
    {
      on: ["create"],
      ...noSuch("AttachRolePolicy"),
      description: "The attached policy is one of AWS's own: the local cloud has no others.",
      validate: (context) =>
        /^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/.test(input(context, "policyArn"))
          ? undefined
          : `Policy ${input(context, "policyArn")} does not exist or is not attachable.`,
    },
  ],
  deleteBeforeReplace: true,
};

const instanceProfile: ResourceType = {
  token: INSTANCE_PROFILE,
  service: "IAM",
  operations: {
    create: "CreateInstanceProfile",
    update: "AddRoleToInstanceProfile",
    delete: "DeleteInstanceProfile",
  },
  source: registry("iam/instanceprofile"),
  global: true,
  inputs: { ...NAME, path: str({ immutable: true, default: "/" }), role: str(), ...TAGS },
  naming: { field: "name", max: 128 },
  id: (context) => nameOf(context),
  outputs: {
    name: stable((context) => context.id),
    arn: stable((context) => arn(context, "iam", `instance-profile${input(context, "path")}${context.id}`)),
    createDate: stable(() => now()),
    uniqueId: stable(() => `AIPA${capitals(17)}`),
    ...TAGS_ALL,
  },
  references: [{ path: "role", to: [ROLE], by: ["name"], missing: noSuch("AddRoleToInstanceProfile") }],
  unique: [{ of: ["name"], within: "account", ...exists("CreateInstanceProfile") }],
};

/** Resource types of IAM. */
export const iam = { resources: [role, rolePolicy, rolePolicyAttachment, instanceProfile] };
