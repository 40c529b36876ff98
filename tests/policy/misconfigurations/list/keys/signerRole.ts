import { policyDocument, trust } from "../../compliantStacks/resources/policies";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, type Change, declared, joined, output, set } from "../../stackModel";

const ONE_USER = "signing-key-has-one-user";
const GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const byService = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

/** The dev stack's role that signs trusts somebody besides its instances. */
const trusted = (
  id: string,
  what: string,
  statement: object,
  expectText: RegExp[],
  moments?: Misconfiguration["moments"],
): Misconfiguration => ({
  id,
  base: "classicAlb",
  what,
  rule: ONE_USER,
  resource: "shop-role",
  change: set(
    "shop-role",
    "assumeRolePolicy",
    policyDocument(byService, { Effect: "Allow", Action: "sts:AssumeRole", ...statement }),
  ),
  expectText,
  ...(moments === undefined ? {} : { moments }),
});

const federated = (
  id: string,
  what: string,
  condition: object,
  expectText: RegExp[],
  provider = GITHUB,
): Misconfiguration =>
  trusted(
    id,
    what,
    {
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: provider },
      Condition: condition,
    },
    expectText,
  );

const secondRole = declared("aws:iam/role:Role", "shop-other-role", {
  assumeRolePolicy: trust("lambda.amazonaws.com"),
});

/** A second role of the stack whose permissions reach the secret with the signing key. */
const secondReader = (id: string, what: string, change: Change, resource: string): Misconfiguration => ({
  id,
  base: "classicAlb",
  what,
  rule: ONE_USER,
  resource,
  change: all(added(secondRole), change),
  moments: ["known"],
  expectText: [/2 principals can/, /shop-other-role/],
});

/** A second role of the stack that can get the role that signs, or access to what that role can use. */
const taking = (id: string, what: string, statement: object): Misconfiguration => ({
  id,
  base: "classicAlb",
  what,
  rule: ONE_USER,
  resource: "shop-deploys",
  change: added(
    secondRole,
    declared("aws:iam/rolePolicy:RolePolicy", "shop-deploys", {
      role: output("shop-other-role", "name"),
      policy: policyDocument({ Effect: "Allow", ...statement }),
    }),
  ),
  expectText: [/give themselves access/, /shop-other-role/],
});

const readSecret = joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:*","Resource":"${output("shop-signing-key", "arn")}"}]}`;
const readers = declared("aws:iam/policy:Policy", "shop-readers", { policy: readSecret });

const functionWithRole = (name: string, role: string) =>
  declared("aws:lambda/function:Function", name, {
    role: output(role, "arn"),
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "code-of-members",
    s3Key: "signer.zip",
  });

/** Who can become the role that signs, besides the servers behind CloudFront. */
export const signerRoleMisconfigurations: Misconfiguration[] = [
  trusted("signer-trusts-everyone", "Everyone can assume the role that signs.", { Principal: "*" }, [
    /anyone can assume the role/,
  ]),
  trusted(
    "signer-trusts-everyone-with-external-id",
    "Everyone who knows a word can assume the role that signs.",
    { Principal: { AWS: "*" }, Condition: { StringEquals: { "sts:ExternalId": "members" } } },
    [/anyone can assume the role/],
  ),
  trusted(
    "signer-trusts-another-account",
    "Another account can assume the role that signs.",
    { Principal: { AWS: "arn:aws:iam::444455556666:root" } },
    [/another account (?:can|may be able to) assume the role/],
  ),
  trusted(
    "signer-trusts-role-of-another-account",
    "A role of another account can assume the role that signs.",
    { Principal: { AWS: "arn:aws:iam::444455556666:role/deploy" } },
    [/2 principals can use the signing key/],
  ),
  federated(
    "signer-trusts-every-repository",
    "The workflows of every repository can assume the role that signs.",
    { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
    [/no condition names the subject/],
  ),
  federated(
    "signer-trusts-repositories-by-wildcard",
    "The condition on the repository is a wildcard.",
    { StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" } },
    [/wildcard for many identities/],
  ),
  federated(
    "signer-trusts-repositories-of-organization",
    "The workflows of every repository of an organization can assume the role that signs.",
    { StringLike: { "token.actions.githubusercontent.com:sub": ["repo:members/*"] } },
    [/wildcard for many identities/],
  ),
  federated(
    "signer-trusts-visitors",
    "Visitors of an application can assume the role that signs, through an identity pool.",
    {
      StringEquals: {
        "cognito-identity.amazonaws.com:aud": "eu-west-1:5e2a9b7d-0000-4000-8000-000000000000",
      },
      "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "unauthenticated" },
    },
    [/without signing in/],
    "cognito-identity.amazonaws.com",
  ),
  trusted(
    "signer-trusts-saml-users",
    "Everyone in the company's directory can assume the role that signs.",
    {
      Action: "sts:AssumeRoleWithSAML",
      Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/company" },
      Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    },
    [/everyone in the SAML identity provider/],
  ),
  {
    id: "signer-trusts-second-role",
    base: "classicAlb",
    what: "A second role can assume the role that signs.",
    rule: ONE_USER,
    resource: "shop-role",
    change: all(
      added(secondRole),
      set(
        "shop-role",
        "assumeRolePolicy",
        policyDocument(byService, {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { AWS: "arn:aws:iam::111122223333:role/shop-other-role-4f1c2ab" },
        }),
      ),
    ),
    expectText: [/2 principals can use the signing key/],
  },
  {
    id: "signer-trusts-account-with-broad-policy",
    base: "classicAlb",
    what: "The role that signs trusts the account, and a second role may assume every role.",
    rule: ONE_USER,
    resource: "shop-assumes",
    change: all(
      added(
        secondRole,
        declared("aws:iam/rolePolicy:RolePolicy", "shop-assumes", {
          role: output("shop-other-role", "name"),
          policy: policyDocument({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }),
        }),
      ),
      set(
        "shop-role",
        "assumeRolePolicy",
        policyDocument(byService, {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
        }),
      ),
    ),
    expectText: [/2 principals can use the signing key/, /shop-other-role/],
  },
  {
    id: "function-acts-with-signer-role",
    base: "classicAlb",
    what: "A function acts with the role that signs.",
    rule: ONE_USER,
    resource: "shop-function",
    change: added(functionWithRole("shop-function", "shop-role")),
    expectText: [/this also acts with \S+shop-role, which can use the signing key/],
  },
  {
    id: "task-acts-with-signer-role",
    base: "dev",
    what: "The task of a container acts with the role that signs.",
    rule: ONE_USER,
    resource: "site-task",
    change: added(
      declared("aws:ecs/taskDefinition:TaskDefinition", "site-task", {
        family: "worker",
        containerDefinitions: "[]",
        taskRoleArn: output("site-role", "arn"),
      }),
    ),
    expectText: [/this also acts with/],
  },
  {
    id: "bastion-acts-with-signer-role",
    base: "classicAlb",
    what: "An instance that CloudFront does not reach has the profile of those that sign.",
    rule: ONE_USER,
    resource: "shop-bastion",
    change: added(
      declared("aws:ec2/instance:Instance", "shop-bastion", {
        ami: "ami-0c1c30571d2dae5c9",
        instanceType: "t4g.nano",
        iamInstanceProfile: output("shop-profile", "name"),
      }),
    ),
    expectText: [/this also acts with/],
  },
  taking(
    "second-role-rewrites-trust-of-signer",
    "A second role may change who can assume the stack's roles.",
    { Action: "iam:UpdateAssumeRolePolicy", Resource: "arn:aws:iam::111122223333:role/shop-*" },
  ),
  taking(
    "second-role-passes-signer-to-instances",
    "A second role may launch instances and pass them every role.",
    { Action: ["ec2:RunInstances", "iam:PassRole"], Resource: "*" },
  ),
  taking(
    "second-role-gives-itself-policies",
    "A second role may write policies of every role, of its own as well.",
    {
      Action: ["iam:PutRolePolicy", "iam:GetRolePolicy"],
      Resource: "*",
    },
  ),
  {
    id: "second-role-reads-key-of-another-stack",
    base: "s3AndAlb",
    what: "A second role may read the parameter with the signing key, which the stack does not contain.",
    rule: ONE_USER,
    resource: "app-reads-all",
    change: added(
      declared("aws:iam/role:Role", "app-other-role", { assumeRolePolicy: trust("lambda.amazonaws.com") }),
      declared("aws:iam/rolePolicy:RolePolicy", "app-reads-all", {
        role: output("app-other-role", "name"),
        policy: policyDocument({
          Effect: "Allow",
          Action: "ssm:GetParameters",
          Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/app/*",
        }),
      }),
    ),
    expectText: [/2 principals can use the signing key/, /app-other-role/],
  },
  secondReader(
    "second-role-reads-secret-by-managed-policy",
    "A second role may read the secret with the signing key, by a managed policy that is attached to it.",
    added(
      readers,
      declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "shop-attaches", {
        role: output("shop-other-role", "name"),
        policyArn: output("shop-readers", "arn"),
      }),
    ),
    "shop-attaches",
  ),
  secondReader(
    "second-role-reads-secret-by-list-of-policies",
    "A second role may read the secret with the signing key, by its list of managed policies.",
    all(added(readers), set("shop-other-role", "managedPolicyArns", [output("shop-readers", "arn")])),
    "shop-other-role",
  ),
  secondReader(
    "second-role-rewrites-secret-policy",
    "A second role may write the policy of the secret with the signing key.",
    added(
      declared("aws:iam/rolePolicy:RolePolicy", "shop-shares", {
        role: output("shop-other-role", "name"),
        policy: policyDocument({
          Effect: "Allow",
          Action: "secretsmanager:PutResourcePolicy",
          Resource: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-*",
        }),
      }),
    ),
    "shop-shares",
  ),
  {
    id: "permission-set-reads-secret",
    base: "classicAlb",
    what: "A permission set of IAM Identity Center may read the secret with the signing key.",
    rule: ONE_USER,
    resource: "shop-people-read",
    change: added(
      declared("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "shop-people-read", {
        instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444",
        permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1111222233334444",
        inlinePolicy: policyDocument({
          Effect: "Allow",
          Action: "secretsmanager:GetSecretValue",
          Resource: "arn:aws:secretsmanager:*:111122223333:secret:shop-signing-key-*",
        }),
      }),
    ),
    moments: ["known"],
    expectText: [/2 principals can use the signing key/],
  },
  {
    id: "key-policy-rewritten-by-second-role",
    base: "dev",
    what: "The key's policy lets a second role replace it.",
    rule: ONE_USER,
    resource: "site-key-k1",
    change: set(
      "site-key-k1",
      "policy",
      policyDocument(
        {
          Effect: "Allow",
          Action: "kms:Sign",
          Resource: "*",
          Principal: { AWS: "arn:aws:iam::111122223333:role/site-role-4f1c2ab" },
        },
        {
          Effect: "Allow",
          Action: ["kms:Describe*", "kms:Put*"],
          Resource: "*",
          Principal: { AWS: "arn:aws:iam::111122223333:role/administrators" },
        },
      ),
    ),
    expectText: [/2 principals can use the signing key or give themselves access to it/],
  },
  {
    id: "second-role-rewrites-key-policy",
    base: "dev",
    what: "A second role may do everything with the key except use it, as the key's policy lets the account decide.",
    rule: ONE_USER,
    resource: "site-administers",
    change: added(
      declared("aws:iam/role:Role", "site-second-role", { assumeRolePolicy: trust("lambda.amazonaws.com") }),
      declared("aws:iam/rolePolicy:RolePolicy", "site-administers", {
        role: output("site-second-role", "name"),
        policy: joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"${output("site-key-k1", "arn")}"}]}`,
      }),
    ),
    moments: ["known"],
    expectText: [/give themselves access/],
  },
  {
    id: "key-used-by-another-account",
    base: "dev",
    what: "The one role that the key's policy lets sign belongs to another account.",
    rule: ONE_USER,
    resource: "site-key-k1",
    change: set(
      "site-key-k1",
      "policy",
      policyDocument({
        Effect: "Allow",
        Action: "kms:Sign",
        Resource: "*",
        Principal: { AWS: "arn:aws:iam::444455556666:role/signer" },
      }),
    ),
    moments: ["known"],
    expectText: [/a principal of another account can use the signing key/],
  },
  {
    id: "replica-with-wide-policy",
    base: "prod",
    what: "A replica of the signing key in another region lets the whole account sign.",
    rule: ONE_USER,
    resource: "site-replica",
    change: all(
      set("site-key-k2", "multiRegion", true),
      added(
        declared("aws:kms/replicaKey:ReplicaKey", "site-replica", {
          primaryKeyArn: output("site-key-k2", "arn"),
          policy: policyDocument({
            Effect: "Allow",
            Action: "kms:*",
            Resource: "*",
            Principal: { AWS: "arn:aws:iam::111122223333:root" },
          }),
        }),
      ),
    ),
    expectText: [/a whole account can use the signing key/],
  },
  {
    id: "partner-takes-over-role-with-foreign-policy",
    base: "dev",
    what: "Another account rewrites the trust policy of a role that has a policy of another stack.",
    rule: ONE_USER,
    resource: "site-reports-attached",
    change: added(
      declared("aws:iam/role:Role", "site-reports", { assumeRolePolicy: trust("lambda.amazonaws.com") }),
      declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "site-reports-attached", {
        role: output("site-reports", "name"),
        policyArn: "arn:aws:iam::111122223333:policy/reports",
      }),
      declared("aws:iam/role:Role", "site-partner", {
        assumeRolePolicy: policyDocument({
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { AWS: "arn:aws:iam::444455556666:root" },
        }),
      }),
      declared("aws:iam/rolePolicy:RolePolicy", "site-rewrites", {
        role: output("site-partner", "name"),
        policy: policyDocument({
          Effect: "Allow",
          Action: "iam:UpdateAssumeRolePolicy",
          Resource: "arn:aws:iam::111122223333:role/site-reports-*",
        }),
      }),
    ),
    expectText: [/others than this account's identities can assume .*site-reports/],
  },
];
