import { input, REGION } from "../../model/commonFields";
import { type ResourceType, stable } from "../../model/resourceType";
import { num, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { INVALID, ofPool } from "./poolReference";

const DOMAIN_GUIDE = guide("cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html");

/** A user pool's domain. */
export const userPoolDomain: ResourceType = {
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
      // A pool may have a custom domain beside Cognito's.
      unless: (context) => input(context, "certificateArn") !== "",
    },
  ],
  rules: [
    {
      on: ["create"],
      ...INVALID,
      source: DOMAIN_GUIDE,
      description:
        "A domain prefix has lower-case letters, digits and hyphens, and does not contain aws, amazon or cognito.",
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
