import { REGION } from "../../model/commonFields";
import { smalls } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { bool, num, obj, set, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { asList, asText, asTexts, dig } from "../../values";
import { INVALID, ofPool } from "./poolReference";

const UNITS = ["seconds", "minutes", "hours", "days"];
const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** An app client of a user pool. */
export const userPoolClient: ResourceType = {
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
      description: "A client for the authorization code flow has callback URLs and scopes.",
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
        "Callback and sign-out URLs are https:// without a fragment; http:// is allowed for localhost only.",
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
        "ID and access tokens are valid for 5 minutes to a day, refresh tokens for an hour to 10 years.",
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
