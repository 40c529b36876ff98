import type { ServiceRequests } from "./request";

/** Requests to Cognito user pools. */
export const cognito: ServiceRequests = {
  service: "Cognito Identity Provider",
  model: "cognito-idp",
  types: {
    "aws:cognito/userPool:UserPool": {
      resource: "AWS::Cognito::UserPool",
      members: {
        name: ["PoolName", "/UserPoolName"],
        tags: ["UserPoolTags", "/UserPoolTags"],
        passwordPolicy: ["Policies.PasswordPolicy", "/Policies/PasswordPolicy"],
        softwareTokenMfaConfiguration: "SetUserPoolMfaConfig:SoftwareTokenMfaConfiguration",
      },
    },
    "aws:cognito/userPoolDomain:UserPoolDomain": {
      resource: "AWS::Cognito::UserPoolDomain",
      members: {
        certificateArn: ["CustomDomainConfig.CertificateArn", "/CustomDomainConfig/CertificateArn"],
      },
    },
    "aws:cognito/userPoolClient:UserPoolClient": {
      resource: "AWS::Cognito::UserPoolClient",
      members: { name: ["ClientName", "/ClientName"] },
    },
    "aws:cognito/userGroup:UserGroup": {
      resource: "AWS::Cognito::UserPoolGroup",
      members: { name: ["GroupName", "/GroupName"] },
    },
  },
};
