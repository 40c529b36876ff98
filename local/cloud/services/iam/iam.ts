import type { WorldRecord } from "../../engine/accountState";
import { asText } from "../../engine/values";
import { arn, capitals, input, NAME, now, prefixed, TAGS, TAGS_ALL } from "../make";
import { type Making, type Reference, type ResourceFact, type Rule, stable } from "../resourceType";
import { bool, json, num, obj, set, str } from "../schema";
import { api, registry } from "../sources";
import { INSTANCE_PROFILE, ROLE } from "../tokens";
import { malformed, unknownPrincipal } from "./policyDocuments";

const noSuch = (operation: string) => ({ code: "NoSuchEntity", status: 404, source: api("iam", operation) });
const exists = (operation: string) => ({
  code: "EntityAlreadyExists",
  status: 409,
  source: api("iam", operation),
});

/** A policy document that IAM can read. */
function document(argument: string, operation: string): Rule {
  return {
    on: ["create", "update"],
    code: "MalformedPolicyDocument",
    status: 400,
    source: api("iam", operation),
    says: "A policy document has statements, each with an effect.",
    broken: (making) => malformed(input(making, argument)),
  };
}

const byForce = (target: WorldRecord) => target.outputs["forceDetachPolicies"] === true;

/** The role that a policy hangs on; IAM keeps it as long. */
function onRole(operation: string): Reference {
  return {
    path: "role",
    to: [ROLE],
    by: ["name"],
    missing: noSuch(operation),
    inUse: { code: "DeleteConflict", status: 409, source: api("iam", "DeleteRole"), unless: byForce },
  };
}

const role: ResourceFact = {
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
  id: (making) => nameOf(making),
  outputs: {
    name: stable((making) => making.id),
    arn: stable((making) => arn(making, "iam", `role${input(making, "path")}${making.id}`)),
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
      says: "The principals of a trust policy exist.",
      broken: (making) => unknownPrincipal(making, input(making, "assumeRolePolicy")),
    },
  ],
};

function nameOf(making: Making): string {
  return asText(making.inputs["name"]) ?? asText(prefixed(making) ?? "") ?? "";
}

const rolePolicy: ResourceFact = {
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
  id: (making) => `${input(making, "role")}:${nameOf(making)}`,
  outputs: { name: stable((making) => making.id.split(":")[1] ?? "") },
  references: [onRole("PutRolePolicy")],
  rules: [document("policy", "PutRolePolicy")],
};

const rolePolicyAttachment: ResourceFact = {
  token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  service: "IAM",
  operations: { create: "AttachRolePolicy", update: "AttachRolePolicy", delete: "DetachRolePolicy" },
  source: registry("iam/rolepolicyattachment"),
  global: true,
  inputs: {
    policyArn: str({ required: true, immutable: true }),
    role: str({ required: true, immutable: true }),
  },
  id: (making) => `${input(making, "role")}/${input(making, "policyArn")}`,
  outputs: {},
  references: [onRole("AttachRolePolicy")],
  rules: [
    {
      on: ["create"],
      ...noSuch("AttachRolePolicy"),
      says: "The attached policy is one of AWS's own: the local cloud has no others.",
      broken: (making) =>
        /^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/.test(input(making, "policyArn"))
          ? undefined
          : `Policy ${input(making, "policyArn")} does not exist or is not attachable.`,
    },
  ],
  deleteBeforeReplace: true,
};

const instanceProfile: ResourceFact = {
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
  id: (making) => nameOf(making),
  outputs: {
    name: stable((making) => making.id),
    arn: stable((making) => arn(making, "iam", `instance-profile${input(making, "path")}${making.id}`)),
    createDate: stable(() => now()),
    uniqueId: stable(() => `AIPA${capitals(17)}`),
    ...TAGS_ALL,
  },
  references: [{ path: "role", to: [ROLE], by: ["name"], missing: noSuch("AddRoleToInstanceProfile") }],
  unique: [{ of: ["name"], within: "account", ...exists("CreateInstanceProfile") }],
};

/** Facts about roles. */
export const iam = { resources: [role, rolePolicy, rolePolicyAttachment, instanceProfile] };
