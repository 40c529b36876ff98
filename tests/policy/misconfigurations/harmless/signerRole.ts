import { policyDocument, trust } from "../compliantStacks/resources/policies";
import type { Harmless } from "../misconfiguration";
import { added, all, type Change, declared, joined, output, set, unset } from "../stackModel";

const GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const byService = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
const ROOT = "arn:aws:iam::111122223333:root";

const trusting = (...statements: object[]): Change =>
  set("shop-role", "assumeRolePolicy", policyDocument(...statements));

const secondRole = (name: string, service = "lambda.amazonaws.com") =>
  declared("aws:iam/role:Role", name, { assumeRolePolicy: trust(service) });

/** Roles and policies that leave the signing key to one user. */
export const harmlessSignerRoles: Harmless[] = [
  {
    id: "signer-trusts-one-environment",
    base: "classicAlb",
    what: "The deployment workflow of one repository may assume the role that signs.",
    change: trusting(byService, {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: GITHUB },
      Condition: {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:members/site:environment:*" },
      },
    }),
  },
  {
    id: "signer-trusts-own-account",
    base: "classicAlb",
    what: "The role that signs trusts its own account, and no policy of the stack lets anyone assume it.",
    change: all(
      trusting(byService, { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: ROOT } }),
      added(
        secondRole("shop-other-role"),
        declared("aws:iam/rolePolicy:RolePolicy", "shop-assumes", {
          role: output("shop-other-role", "name"),
          policy: policyDocument({
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Resource: "arn:aws:iam::111122223333:role/reporting",
          }),
        }),
      ),
    ),
  },
  {
    id: "other-role-trusts-everyone-in-organization",
    base: "prod",
    what: "A role that has nothing to do with the key trusts another account.",
    change: added(
      declared("aws:iam/role:Role", "site-auditor", {
        assumeRolePolicy: policyDocument({
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { AWS: "arn:aws:iam::444455556666:root" },
        }),
      }),
    ),
  },
  {
    id: "function-with-a-role-of-its-own",
    base: "dev",
    what: "A function acts with a role of its own, which may describe the key.",
    change: added(
      secondRole("site-report-role"),
      declared("aws:iam/rolePolicy:RolePolicy", "site-reports", {
        role: output("site-report-role", "name"),
        policy: joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:DescribeKey","kms:GetPublicKey"],"Resource":"${output("site-key-k1", "arn")}"}]}`,
      }),
      declared("aws:lambda/function:Function", "site-report", {
        role: output("site-report-role", "arn"),
        runtime: "nodejs22.x",
        handler: "index.handler",
        s3Bucket: "code-of-members",
        s3Key: "report.zip",
      }),
    ),
  },
  {
    id: "key-policy-denies-all-but-one-role",
    base: "nlbAndEc2",
    what: "The key's policy delegates to the account, and denies signing and its own change to everyone but one role.",
    change: all(
      unset("api-key-k1", "policy"),
      set(
        "api-key-k1",
        "policy",
        policyDocument(
          { Effect: "Allow", Action: "kms:*", Resource: "*", Principal: { AWS: ROOT } },
          {
            Effect: "Deny",
            Action: ["kms:Sign", "kms:CreateGrant"],
            Resource: "*",
            Principal: "*",
            Condition: {
              ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/api-role-4f1c2ab" },
            },
          },
        ),
      ),
    ),
  },
  {
    id: "deployer-passes-other-roles",
    base: "classicAlb",
    what: "A role deploys functions with their roles, rewrites the trust of these, and writes policies of no role of its own.",
    change: added(
      secondRole("shop-deployer", "codebuild.amazonaws.com"),
      declared("aws:iam/rolePolicy:RolePolicy", "shop-deploys", {
        role: output("shop-deployer", "name"),
        policy: policyDocument(
          { Effect: "Allow", Action: ["lambda:*", "iam:GetRole"], Resource: "*" },
          {
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: "*",
            Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
          },
          {
            Effect: "Allow",
            Action: ["iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy"],
            Resource: "arn:aws:iam::111122223333:role/functions/*",
          },
        ),
      }),
    ),
  },
  {
    id: "service-takes-over-role-with-foreign-policy",
    base: "dev",
    what: "A role that one service assumes rewrites the trust policy of another, which has a policy of another stack.",
    change: added(
      secondRole("site-reports"),
      declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "site-reports-attached", {
        role: output("site-reports", "name"),
        policyArn: "arn:aws:iam::111122223333:policy/reports",
      }),
      secondRole("site-deployer", "codebuild.amazonaws.com"),
      declared("aws:iam/rolePolicy:RolePolicy", "site-rewrites", {
        role: output("site-deployer", "name"),
        policy: policyDocument({
          Effect: "Allow",
          Action: "iam:UpdateAssumeRolePolicy",
          Resource: "arn:aws:iam::111122223333:role/site-reports-*",
        }),
      }),
    ),
  },
  {
    id: "auditor-reads-all-but-secrets",
    base: "classicAlb",
    what: "An auditor has ReadOnlyAccess, while the signing key is in Secrets Manager.",
    change: added(
      secondRole("shop-auditor", "lambda.amazonaws.com"),
      declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "shop-audits", {
        role: output("shop-auditor", "name"),
        policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      }),
    ),
  },
  {
    id: "second-role-denied-the-signing-key",
    base: "s3AndAlb",
    what: "A second role may read all parameters, and is denied the signing key, which another stack contains.",
    change: added(
      secondRole("app-reader", "lambda.amazonaws.com"),
      declared("aws:iam/rolePolicy:RolePolicy", "app-reads-parameters", {
        role: output("app-reader", "name"),
        policy: policyDocument(
          { Effect: "Allow", Action: ["ssm:GetParameter", "ssm:GetParameters"], Resource: "*" },
          {
            Effect: "Deny",
            Action: "ssm:*",
            Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/app/signing-key",
          },
        ),
      }),
    ),
  },
  {
    id: "key-for-tokens",
    base: "dev",
    what: "Another key signs the application's tokens, under AWS's default policy.",
    change: added(
      declared("aws:kms/key:Key", "site-tokens", {
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
      }),
    ),
  },
  {
    id: "key-for-tokens-of-another-kind",
    base: "classicAlb",
    what: "A key of another kind than CloudFront's signs tokens, beside a signing key in Secrets Manager.",
    change: added(
      declared("aws:kms/key:Key", "shop-tokens", {
        customerMasterKeySpec: "RSA_4096",
        keyUsage: "SIGN_VERIFY",
      }),
    ),
  },
  {
    id: "signer-policy-is-managed",
    base: "classicAlb",
    what: "The role that signs reads the secret by a managed policy, too.",
    change: added(
      declared("aws:iam/policy:Policy", "shop-readers", {
        policy: joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"${output("shop-signing-key", "arn")}"}]}`,
      }),
      declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "shop-attaches", {
        role: output("shop-role", "name"),
        policyArn: output("shop-readers", "arn"),
      }),
    ),
    moments: ["known"],
  },
  {
    id: "grants-for-volumes",
    base: "prod",
    what: "A role may create grants for AWS's services on every key, and decrypt through them, as encrypted volumes need.",
    change: added(
      secondRole("site-volumes", "ec2.amazonaws.com"),
      declared("aws:iam/rolePolicy:RolePolicy", "site-attaches", {
        role: output("site-volumes", "name"),
        policy: policyDocument(
          {
            Effect: "Allow",
            Action: "kms:CreateGrant",
            Resource: "*",
            Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
          },
          {
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: "*",
            Condition: { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } },
          },
        ),
      }),
    ),
  },
  {
    id: "role-reads-own-prefixes",
    base: "s3AndAlb",
    what: "A role may read the secrets and parameters under a prefix, and do everything with one named key.",
    change: added(
      declared("aws:iam/rolePolicy:RolePolicy", "app-reads", {
        role: output("app-role", "name"),
        policy: policyDocument(
          {
            Effect: "Allow",
            Action: ["secretsmanager:GetSecretValue"],
            Resource: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/database-*",
          },
          {
            Effect: "Allow",
            Action: "ssm:GetParameter*",
            Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/app/*",
          },
          {
            Effect: "Allow",
            Action: "kms:*",
            Resource: "arn:aws:kms:eu-west-1:111122223333:key/5e2a9b7d-0000-4000-8000-000000000000",
          },
        ),
      }),
    ),
  },
];
