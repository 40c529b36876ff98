import { asList, asText, asTexts, dig } from "../engine/values";
import { arn, input, mixed, NAME, now, REGION, smalls, TAGS, TAGS_ALL } from "./make";
import { type OperationContext, type Reference, type ResourceType, stable } from "./resourceType";
import { any, bool, list, num, obj, set, str } from "./schema";
import { api, guide, registry } from "./sources";
import { USER_POOL } from "./tokens";

const INVALID = { code: "InvalidParameterException", status: 400 };
const DOMAIN_GUIDE = guide("cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html");

const userPool: ResourceType = {
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
      description: "A pool with a second factor says which kinds there are.",
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
      description: "What is verified before an update is verified automatically, too.",
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
      description: "A pool with deletion protection is not deleted.",
      validate: (context) =>
        input(context, "deletionProtection") === "ACTIVE"
          ? "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."
          : undefined,
    },
  ],
};

/** The pool that something belongs to, which takes it along. */
function ofPool(operation: string): Reference {
  const missing = { code: "ResourceNotFoundException", status: 400, source: api("cognito", operation) };
  return { path: "userPoolId", to: [USER_POOL], by: ["id"], missing };
}

const userPoolDomain: ResourceType = {
  token: "aws:cognito/userPoolDomain:UserPoolDomain",
  service: "Cognito Identity Provider",
  operations: {
    create: "CreateUserPoolDomain",
    update: "UpdateUserPoolDomain",
    delete: "DeleteUserPoolDomain",
  },
  source: registry("cognito/userpooldomain"),
  inputs: {
    certificateArn: str(),
    domain: str({ required: true, immutable: true, min: 1, max: 63 }),
    managedLoginVersion: num({ oneOf: ["1", "2"] }),
    userPoolId: str({ required: true, immutable: true }),
    ...REGION,
  },
  id: (context) => input(context, "domain"),
  outputs: {
    awsAccountId: stable((context) => context.accountId),
    cloudfrontDistribution: stable(() => "d111111abcdef8.cloudfront.net"),
    cloudfrontDistributionArn: stable(() => "d111111abcdef8.cloudfront.net"),
    cloudfrontDistributionZoneId: stable(() => "Z2FDTNDATAQYW2"),
    managedLoginVersion: stable(() => 1),
    s3Bucket: stable((context) => `aws-cognito-prod-${context.region}-assets`),
    version: stable(() => "20261001000000"),
  },
  references: [
    {
      ...ofPool("CreateUserPoolDomain"),
      inUse: { ...INVALID, source: api("cognito", "DeleteUserPool") },
    },
  ],
  unique: [
    { of: ["domain"], ...INVALID, source: DOMAIN_GUIDE },
    {
      of: ["userPoolId"],
      ...INVALID,
      source: DOMAIN_GUIDE,
      // A pool may have a domain of its owner's beside Cognito's.
      unless: (context) => input(context, "certificateArn") !== "",
    },
  ],
  rules: [
    {
      on: ["create"],
      ...INVALID,
      source: DOMAIN_GUIDE,
      description:
        "A prefix has lower-case letters, digits and hyphens, and neither aws nor amazon nor cognito in it.",
      validate: (context) => {
        const domain = input(context, "domain");
        if (input(context, "certificateArn") !== "") {
          return undefined;
        }
        return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain) && !/aws|amazon|cognito/.test(domain)
          ? undefined
          : "Domain cannot contain reserved word or an invalid character.";
      },
    },
  ],
};

const UNITS = ["seconds", "minutes", "hours", "days"];
const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

const userPoolClient: ResourceType = {
  token: "aws:cognito/userPoolClient:UserPoolClient",
  service: "Cognito Identity Provider",
  operations: {
    create: "CreateUserPoolClient",
    update: "UpdateUserPoolClient",
    delete: "DeleteUserPoolClient",
  },
  source: registry("cognito/userpoolclient"),
  inputs: {
    accessTokenValidity: num({ min: 0 }),
    allowedOauthFlows: set(str({ oneOf: ["code", "implicit", "client_credentials"] }), { max: 3 }),
    allowedOauthFlowsUserPoolClient: bool(),
    allowedOauthScopes: set(str(), { max: 50 }),
    authSessionValidity: num({ min: 3, max: 15 }),
    callbackUrls: set(str(), { max: 100 }),
    defaultRedirectUri: str(),
    enableTokenRevocation: bool(),
    explicitAuthFlows: set(
      str({
        oneOf: [
          "ADMIN_NO_SRP_AUTH",
          "CUSTOM_AUTH_FLOW_ONLY",
          "USER_PASSWORD_AUTH",
          "ALLOW_ADMIN_USER_PASSWORD_AUTH",
          "ALLOW_CUSTOM_AUTH",
          "ALLOW_USER_PASSWORD_AUTH",
          "ALLOW_USER_SRP_AUTH",
          "ALLOW_REFRESH_TOKEN_AUTH",
          "ALLOW_USER_AUTH",
        ],
      }),
    ),
    generateSecret: bool({ immutable: true }),
    idTokenValidity: num({ min: 0 }),
    logoutUrls: set(str(), { max: 100 }),
    name: str({ max: 128 }),
    preventUserExistenceErrors: str({ oneOf: ["LEGACY", "ENABLED"] }),
    readAttributes: set(str()),
    refreshTokenValidity: num({ min: 0 }),
    supportedIdentityProviders: set(str({ max: 32 })),
    tokenValidityUnits: obj({
      accessToken: str({ oneOf: UNITS }),
      idToken: str({ oneOf: UNITS }),
      refreshToken: str({ oneOf: UNITS }),
    }),
    userPoolId: str({ required: true, immutable: true }),
    writeAttributes: set(str()),
    ...REGION,
  },
  naming: { field: "name", max: 128 },
  id: () => smalls(26),
  outputs: {
    clientSecret: stable((context) => (context.inputs["generateSecret"] === true ? smalls(51) : "")),
  },
  references: [ofPool("CreateUserPoolClient")],
  rules: [
    {
      on: ["create", "update"],
      code: "InvalidOAuthFlowException",
      status: 400,
      source: api("cognito", "CreateUserPoolClient"),
      description: "A client for the code flow has an address to come back to, and scopes.",
      validate: (context) => {
        const flows = asTexts(context.inputs["allowedOauthFlows"]);
        const has = (name: string) => asList(context.inputs[name]).length > 0;
        return !flows.includes("code") || (has("callbackUrls") && has("allowedOauthScopes"))
          ? undefined
          : "The code flow needs CallbackURLs and AllowedOAuthScopes.";
      },
    },
    {
      on: ["create", "update"],
      ...INVALID,
      source: api("cognito", "CreateUserPoolClient"),
      description:
        "Addresses to come back to are https:// without a fragment; http:// is for localhost alone.",
      validate: (context) => {
        const urls = [...asTexts(context.inputs["callbackUrls"]), ...asTexts(context.inputs["logoutUrls"])];
        const wrong = urls.find(
          (url) =>
            !/^(https:\/\/|http:\/\/localhost\b|[a-z][a-z0-9+.-]*:)[^#]*$/.test(url) ||
            /^http:\/\/(?!localhost\b)/.test(url),
        );
        return wrong === undefined ? undefined : `${wrong} is not a valid redirect address.`;
      },
    },
    {
      on: ["create", "update"],
      ...INVALID,
      source: api("cognito", "CreateUserPoolClient"),
      description:
        "Identity and access tokens hold from 5 minutes to a day, refresh tokens from an hour to 10 years.",
      validate: tokenTimes,
    },
  ],
};

function tokenTimes(context: OperationContext): string | undefined {
  const day = 86_400;
  const kinds: [string, string, string, number, number][] = [
    ["accessTokenValidity", "accessToken", "hours", 300, day],
    ["idTokenValidity", "idToken", "hours", 300, day],
    ["refreshTokenValidity", "refreshToken", "days", 3_600, 3_650 * day],
  ];
  const wrong = kinds.find(([validity, name, usual, low, high]) => {
    const count = context.inputs[validity];
    const unit = asText(dig(context.inputs["tokenValidityUnits"], name)) ?? usual;
    const seconds = Number(count ?? 0) * (SECONDS[unit] ?? 0);
    return count !== undefined && seconds !== 0 && (seconds < low || seconds > high);
  });
  return wrong === undefined ? undefined : `Invalid range for ${wrong[1]} validity.`;
}

const userGroup: ResourceType = {
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

/** Facts about user pools: who the members are. */
export const cognito = { resources: [userPool, userPoolDomain, userPoolClient, userGroup] };
