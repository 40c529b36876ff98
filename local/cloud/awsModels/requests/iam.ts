import type { ServiceRequests } from "./request";

const NAME_PREFIX = { namePrefix: "it is the prefix of the name" };

/** Requests to IAM. */
export const iam: ServiceRequests = {
  service: "IAM",
  model: "iam",
  types: {
    "aws:iam/role:Role": {
      resource: "AWS::IAM::Role",
      members: {
        name: ["RoleName", "/RoleName"],
        assumeRolePolicy: ["AssumeRolePolicyDocument", "/AssumeRolePolicyDocument"],
        inlinePolicies: "/Policies",
        "inlinePolicies[*].name": ["PutRolePolicy:PolicyName", "/Policies/*/PolicyName"],
        "inlinePolicies[*].policy": ["PutRolePolicy:PolicyDocument", "/Policies/*/PolicyDocument"],
        "managedPolicyArns[*]": "AttachRolePolicy:PolicyArn",
      },
      notSent: { ...NAME_PREFIX, forceDetachPolicies: "the provider uses it only for deletion" },
    },
    "aws:iam/rolePolicy:RolePolicy": {
      resource: "AWS::IAM::RolePolicy",
      members: {
        name: ["PolicyName", "/PolicyName"],
        policy: ["PolicyDocument", "/PolicyDocument"],
        role: ["RoleName", "/RoleName"],
      },
      notSent: NAME_PREFIX,
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { members: { role: "RoleName" } },
    "aws:iam/instanceProfile:InstanceProfile": {
      resource: "AWS::IAM::InstanceProfile",
      members: {
        name: ["InstanceProfileName", "/InstanceProfileName"],
        role: ["AddRoleToInstanceProfile:RoleName", "/Roles/*"],
      },
      notSent: NAME_PREFIX,
    },
  },
};
