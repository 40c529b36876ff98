import { input, NAME, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, mixed, now } from "../../model/identifiers";
import { type ResourceType, stable } from "../../model/resourceType";
import { any, bool, list, num, obj, set, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { USER_POOL } from "../../model/tokens";
import { asTexts, dig } from "../../values";
import { INVALID } from "./poolReference";

/** The user pool. */
export const userPool: ResourceType = {
  token: USER_POOL,
  service: "Cognito Identity Provider",
  operations: { create: "CreateUserPool", update: "UpdateUserPool", delete: "DeleteUserPool" },
  source: registry("cognito/userpool"),
  inputs: {
    accountRecoverySetting: obj({
      recoveryMechanisms: set(
        obj({
          name: str({ required: true, oneOf: ["verified_email", "verified_phone_number", "admin_only"] }),
          priority: num({ required: true, min: 1, max: 2 }),
        }),
        { key: "name", max: 2 },
      ),
    }),
    adminCreateUserConfig: obj({
      allowAdminCreateUserOnly: bool(),
      inviteMessageTemplate: obj({ emailMessage: str(), emailSubject: str(), smsMessage: str() }),
    }),
    aliasAttributes: set(str({ oneOf: ["email", "phone_number", "preferred_username"] }), {
      immutable: true,
    }),
    autoVerifiedAttributes: set(str({ oneOf: ["email", "phone_number"] })),
    deletionProtection: str({ default: "INACTIVE", oneOf: ["ACTIVE", "INACTIVE"] }),
    emailConfiguration: any(),
    lambdaConfig: any(),
    mfaConfiguration: str({ default: "OFF", oneOf: ["ON", "OFF", "OPTIONAL"] }),
    name: NAME.name,
    passwordPolicy: obj({
      minimumLength: num({ min: 6, max: 99 }),
      passwordHistorySize: num({ min: 0, max: 24 }),
      requireLowercase: bool(),
      requireNumbers: bool(),
      requireSymbols: bool(),
      requireUppercase: bool(),
      temporaryPasswordValidityDays: num({ min: 0, max: 365 }),
    }),
    schemas: set(any(), { key: "name", max: 50 }),
    smsConfiguration: any(),
    softwareTokenMfaConfiguration: obj({ enabled: bool({ required: true }) }),
    userAttributeUpdateSettings: obj({
      attributesRequireVerificationBeforeUpdates: set(str({ oneOf: ["email", "phone_number"] }), {
        required: true,
      }),
    }),
    userPoolTier: str({ oneOf: ["LITE", "ESSENTIALS", "PLUS"] }),
    usernameAttributes: list(str({ oneOf: ["email", "phone_number"] }), { immutable: true }),
    usernameConfiguration: obj({ caseSensitive: bool({ immutable: true }) }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 128 },
  id: (context) => `${context.region}_${mixed(9)}`,
  outputs: {
    arn: stable((context) => arn(context, "cognito-idp", `userpool/${context.id}`)),
    creationDate: stable(now),
    customDomain: stable(() => ""),
    domain: stable(() => ""),
    endpoint: stable((context) => `cognito-idp.${context.region}.amazonaws.com/${context.id}`),
    estimatedNumberOfUsers: stable(() => 0),
    lastModifiedDate: stable(now),
    userPoolTier: stable(() => "ESSENTIALS"),
    ...TAGS_ALL,
  },
  rules: [
    {
      on: ["create", "update"],
      ...INVALID,
      source: api("cognito", "SetUserPoolMfaConfig"),
      operation: "SetUserPoolMfaConfig",
      description: "A user pool with MFA configures at least one MFA method.",
      validate: (context) => {
        const wants = input(context, "mfaConfiguration") !== "OFF";
        const kinds = ["softwareTokenMfaConfiguration", "smsConfiguration"];
        return wants && kinds.every((name) => context.inputs[name] === undefined)
          ? "Invalid MFA configuration given, can't turn on MFA and configure an MFA without any delivery medium."
          : undefined;
      },
    },
    {
      on: ["create", "update"],
      ...INVALID,
      source: api("cognito", "UpdateUserPool"),
      description: "Attributes that require verification before an update are auto-verified attributes.",
      validate: (context) => {
        const wanted = asTexts(
          dig(context.inputs["userAttributeUpdateSettings"], "attributesRequireVerificationBeforeUpdates"),
        );
        const verified = asTexts(context.inputs["autoVerifiedAttributes"]);
        return wanted.every((one) => verified.includes(one))
          ? undefined
          : "AttributesRequireVerificationBeforeUpdate must be a subset of AutoVerifiedAttributes.";
      },
    },
    {
      on: ["delete"],
      ...INVALID,
      source: guide("cognito/latest/developerguide/user-pool-settings-deletion-protection.html"),
      description: "A user pool with deletion protection cannot be deleted.",
      validate: (context) =>
        input(context, "deletionProtection") === "ACTIVE"
          ? "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."
          : undefined,
    },
  ],
};
