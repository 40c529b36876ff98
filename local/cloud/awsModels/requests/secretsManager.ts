import type { ServiceRequests } from "./request";

/** Requests to Secrets Manager. */
export const secretsManager: ServiceRequests = {
  service: "Secrets Manager",
  model: "secretsmanager",
  types: {
    "aws:secretsmanager/secret:Secret": {
      resource: "AWS::SecretsManager::Secret",
      members: {
        policy: "PutResourcePolicy:ResourcePolicy",
        recoveryWindowInDays: "DeleteSecret:RecoveryWindowInDays",
      },
      notSent: { namePrefix: "it is the prefix of the name" },
    },
    "aws:secretsmanager/secretVersion:SecretVersion": {
      members: { secretStringWo: "SecretString" },
      notSent: { secretStringWoVersion: "the provider uses it only for comparison" },
    },
    "aws:secretsmanager/secretPolicy:SecretPolicy": {
      resource: "AWS::SecretsManager::ResourcePolicy",
      members: { secretArn: ["SecretId", "/SecretId"], policy: "ResourcePolicy" },
    },
  },
};
