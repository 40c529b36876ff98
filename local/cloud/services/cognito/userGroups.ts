import { input, REGION } from "../../model/commonFields";
import type { ResourceType } from "../../model/resourceType";
import { num, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { ofPool } from "./poolReference";

/** A group of a user pool. */
export const userGroup: ResourceType = {
  token: "aws:cognito/userGroup:UserGroup",
  service: "Cognito Identity Provider",
  operations: { create: "CreateGroup", update: "UpdateGroup", delete: "DeleteGroup" },
  source: registry("cognito/usergroup"),
  inputs: {
    description: str({ max: 2048 }),
    name: str({ immutable: true, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, min: 1, max: 128 }),
    precedence: num({ min: 0 }),
    roleArn: str(),
    userPoolId: str({ required: true, immutable: true }),
    ...REGION,
  },
  naming: { field: "name", max: 128 },
  id: (context) => `${input(context, "userPoolId")}/${input(context, "name")}`,
  outputs: {},
  references: [ofPool("CreateGroup")],
  unique: [
    {
      of: ["userPoolId", "name"],
      code: "GroupExistsException",
      status: 400,
      source: api("cognito", "CreateGroup"),
    },
  ],
};
