import type { Misconfiguration } from "../misconfiguration";
import { added, all, declared, joined, later, output, set, unset } from "../model";
import { policyDocument, trust } from "../shapes/parts/policies";

const WILDCARD = "no-wildcard-signing-permission";
const ONE_USER = "signing-key-has-one-user";

const ROOT = "arn:aws:iam::111122223333:root";
const SIGN = { Effect: "Allow", Action: "kms:Sign", Resource: "*" };

/** A policy of the role of the dev stack's instances. */
const roleMay = (id: string, what: string, statement: object): Misconfiguration => ({
  id,
  shape: "dev",
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

/** The key policy of the dev stack's signing key, in the place of its own. */
const keySays = (id: string, what: string, ...statements: object[]): Misconfiguration => ({
  id,
  shape: "dev",
  what,
  rule: ONE_USER,
  resource: "site-key-k1",
  change: set("site-key-k1", "policy", policyDocument(...statements)),
});

/** A role beside the one that signs. */
const other = (name: string) =>
  declared("aws:iam/role:Role", name, { assumeRolePolicy: trust("ec2.amazonaws.com") });

/** More users of the signing key than the one role. */
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
  roleMay("role-does-all-but", "A role may do everything but manage users.", {
    Effect: "Allow",
    NotAction: ["iam:*"],
    Resource: "*",
  }),
  {
    id: "policy-signs-with-all-keys",
    shape: "prod",
    what: "A managed policy of the stack allows to sign with every key, action names in another case.",
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
    shape: "s3AndAlb",
    what: "A role is made with an inline policy that reads every parameter.",
    rule: WILDCARD,
    resource: "app-role",
    change: set("app-role", "inlinePolicies", [
      { name: "reads", policy: policyDocument({ ...SIGN, Action: "ssm:*" }) },
    ]),
  },
  {
    id: "role-is-administrator",
    shape: "classicAlb",
    what: "A role has AWS's policy for administrators.",
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
  keySays("key-policy-everybody", "The key's policy lets everybody sign.", { ...SIGN, Principal: "*" }),
  keySays("key-policy-account", "The key's policy lets every role of the account sign that has leave to.", {
    ...SIGN,
    Principal: { AWS: ROOT },
    Action: "kms:*",
  }),
  keySays(
    "key-policy-two-roles",
    "The key's policy lets two roles sign.",
    { ...SIGN, Principal: { AWS: "arn:aws:iam::111122223333:role/site-role-4f1c2ab" } },
    { ...SIGN, Principal: { AWS: ["arn:aws:iam::111122223333:role/deploy"] } },
  ),
  keySays("key-policy-other-account", "The key's policy lets another account hand out grants.", {
    ...SIGN,
    Principal: { AWS: "444455556666" },
    Action: ["kms:CreateGrant", "kms:Sign"],
  }),
  {
    id: "key-policy-left-out",
    shape: "nlbAndEc2",
    what: "The signing key has AWS's default policy, under which any policy of the account can allow to sign.",
    rule: ONE_USER,
    resource: "api-key-k1",
    change: unset("api-key-k1", "policy"),
    // A first preview shows a policy that is left out as one that is not known.
    moments: ["known"],
    expectText: [/policy/],
  },
  {
    id: "key-policy-resource",
    shape: "nlbAndEc2",
    what: "A key policy of its own lets the whole account sign.",
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
    shape: "prod",
    what: "A grant lets a second role sign.",
    rule: ONE_USER,
    resource: "site-grant",
    change: added(
      other("site-other-role"),
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
    shape: "classicAlb",
    what: "A second role reads the secret with the signing key.",
    rule: ONE_USER,
    resource: "shop-also-signs",
    change: added(
      other("shop-other-role"),
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
    shape: "prod",
    what: "The policy of a second key is not known at a first preview: said, and decided after the update.",
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
    shape: "classicAlb",
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
