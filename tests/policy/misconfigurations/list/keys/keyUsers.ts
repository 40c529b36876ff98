import { policyDocument, trust } from "../../compliantStacks/resources/policies";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, joined, later, output, set, unset } from "../../stackModel";

const WILDCARD = "no-wildcard-signing-permission";
const ONE_USER = "signing-key-has-one-user";

const ROOT = "arn:aws:iam::111122223333:root";
const SIGN = { Effect: "Allow", Action: "kms:Sign", Resource: "*" };

/** A misconfigured policy of the dev stack's instance role. */
const roleMay = (id: string, what: string, statement: object): Misconfiguration => ({
  id,
  base: "dev",
  what,
  rule: WILDCARD,
  resource: "site-may",
  change: added(
    declared("aws:iam/rolePolicy:RolePolicy", "site-may", {
      role: output("site-role", "name"),
      policy: policyDocument(statement),
    }),
  ),
});

/** A misconfigured key policy of the dev stack's signing key. */
const keyPolicy = (id: string, what: string, ...statements: object[]): Misconfiguration => ({
  id,
  base: "dev",
  what,
  rule: ONE_USER,
  resource: "site-key-k1",
  change: set("site-key-k1", "policy", policyDocument(...statements)),
});

/** Declares a second role. */
const secondRole = (name: string) =>
  declared("aws:iam/role:Role", name, { assumeRolePolicy: trust("ec2.amazonaws.com") });

/** Permissions on the signing key beyond the one role. */
export const keyUserMisconfigurations: Misconfiguration[] = [
  roleMay("role-signs-with-all-keys", "A role may sign with every key of the account.", SIGN),
  roleMay("role-does-all-with-keys", "A role may do everything with every key.", {
    ...SIGN,
    Action: ["kms:*"],
  }),
  roleMay("role-does-all", "A role may do everything.", { ...SIGN, Action: "*" }),
  roleMay("role-reads-all-secrets", "A role may read every secret.", {
    ...SIGN,
    Action: "secretsmanager:Get*",
  }),
  roleMay("role-reads-all-parameters", "A role may read every parameter of the region.", {
    ...SIGN,
    Action: ["ssm:GetParameter*"],
    Resource: ["arn:aws:ssm:eu-west-1:111122223333:parameter/*"],
  }),
  roleMay("role-does-all-but", "A role may do everything except IAM actions.", {
    Effect: "Allow",
    NotAction: ["iam:*"],
    Resource: "*",
  }),
  {
    id: "policy-signs-with-all-keys",
    base: "prod",
    what: "A managed policy of the stack allows signing with every key, with the action in another case.",
    rule: WILDCARD,
    resource: "site-signers",
    change: added(
      declared("aws:iam/policy:Policy", "site-signers", {
        policy: policyDocument({ ...SIGN, Action: "KMS:sign", Resource: "arn:aws:kms:*:111122223333:key/*" }),
      }),
    ),
  },
  {
    id: "role-inline-policy",
    base: "s3AndAlb",
    what: "A role has an inline policy that allows every SSM action.",
    rule: WILDCARD,
    resource: "app-role",
    change: set("app-role", "inlinePolicies", [
      { name: "reads", policy: policyDocument({ ...SIGN, Action: "ssm:*" }) },
    ]),
  },
  {
    id: "role-is-administrator",
    base: "classicAlb",
    what: "A role has AWS's policy AdministratorAccess.",
    rule: WILDCARD,
    resource: "shop-administers",
    change: added(
      declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "shop-administers", {
        role: output("shop-role", "name"),
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ),
    expectText: [/AdministratorAccess/],
  },
  keyPolicy("key-policy-everybody", "The key's policy lets everybody sign.", { ...SIGN, Principal: "*" }),
  keyPolicy("key-policy-account", "The key's policy delegates to the IAM policies of the account.", {
    ...SIGN,
    Principal: { AWS: ROOT },
    Action: "kms:*",
  }),
  keyPolicy(
    "key-policy-two-roles",
    "The key's policy lets two roles sign.",
    { ...SIGN, Principal: { AWS: "arn:aws:iam::111122223333:role/site-role-4f1c2ab" } },
    { ...SIGN, Principal: { AWS: ["arn:aws:iam::111122223333:role/deploy"] } },
  ),
  keyPolicy("key-policy-other-account", "The key's policy lets another account sign and create grants.", {
    ...SIGN,
    Principal: { AWS: "444455556666" },
    Action: ["kms:CreateGrant", "kms:Sign"],
  }),
  {
    id: "key-policy-left-out",
    base: "nlbAndEc2",
    what: "The signing key has AWS's default policy, under which any IAM policy of the account can allow signing.",
    rule: ONE_USER,
    resource: "api-key-k1",
    change: unset("api-key-k1", "policy"),
    // In a first preview a policy that is left out is unknown.
    moments: ["known"],
    expectText: [/policy/],
  },
  {
    id: "key-policy-resource",
    base: "nlbAndEc2",
    what: "A separate key policy resource lets the whole account sign.",
    rule: ONE_USER,
    resource: "api-key-says",
    change: all(
      unset("api-key-k1", "policy"),
      added(
        declared("aws:kms/keyPolicy:KeyPolicy", "api-key-says", {
          keyId: output("api-key-k1", "keyId"),
          policy: policyDocument({ ...SIGN, Principal: { AWS: ROOT }, Action: "kms:*" }),
        }),
      ),
    ),
  },
  {
    id: "grant-to-another-role",
    base: "prod",
    what: "A grant lets a second role sign.",
    rule: ONE_USER,
    resource: "site-grant",
    change: added(
      secondRole("site-other-role"),
      declared("aws:kms/grant:Grant", "site-grant", {
        keyId: output("site-key-k2", "keyId"),
        granteePrincipal: output("site-other-role", "arn"),
        operations: ["Sign", "Verify"],
      }),
    ),
    expectText: [/site-other-role|granteePrincipal/],
  },
  {
    id: "second-role-reads-secret",
    base: "classicAlb",
    what: "A second role may read the secret with the signing key.",
    rule: ONE_USER,
    resource: "shop-also-signs",
    change: added(
      secondRole("shop-other-role"),
      declared("aws:iam/rolePolicy:RolePolicy", "shop-also-signs", {
        role: output("shop-other-role", "name"),
        policy: joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["secretsmanager:GetSecretValue"],"Resource":["${output("shop-signing-key", "arn")}"]}]}`,
      }),
    ),
    moments: ["known"],
    expectText: [/shop-other-role|shop-also-signs/],
  },
  {
    id: "key-policy-not-known-yet",
    base: "prod",
    what: "The policy of a second key is unknown in a first preview, which is reported; it is checked after the update.",
    rule: ONE_USER,
    enforcement: "advisory",
    resource: "site-key-k1",
    change: set(
      "site-key-k1",
      "policy",
      later(policyDocument({ ...SIGN, Principal: { AWS: "arn:aws:iam::111122223333:role/site" } }), [
        "site-role",
      ]),
    ),
    moments: ["preview"],
    expectText: [/policy/],
  },
  {
    id: "secret-policy-everybody",
    base: "classicAlb",
    what: "The policy of the secret lets everybody read it.",
    rule: ONE_USER,
    resource: "shop-signing-key-policy",
    change: added(
      declared("aws:secretsmanager/secretPolicy:SecretPolicy", "shop-signing-key-policy", {
        secretArn: output("shop-signing-key", "arn"),
        policy: policyDocument({
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "secretsmanager:GetSecretValue",
          Resource: "*",
        }),
      }),
    ),
  },
];
