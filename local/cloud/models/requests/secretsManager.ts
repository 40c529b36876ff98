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
      notSent: { namePrefix: "the name is made of it" },
    },
    "aws:secretsmanager/secretVersion:SecretVersion": {
      members: { secretStringWo: "SecretString" },
      notSent: { secretStringWoVersion: "the provider compares it" },
    },
    "aws:secretsmanager/secretPolicy:SecretPolicy": {
      resource: "AWS::SecretsManager::ResourcePolicy",
      members: { secretArn: ["SecretId", "/SecretId"], policy: "ResourcePolicy" },
    },
  },
};
