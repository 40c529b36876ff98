import assert from "node:assert/strict";
import { one } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { noWildcardSigningPermission } from "../../../../policy/rules/keys/noWildcardSigningPermission";
import { findingsIn } from "../../support/exampleFindings";

const found = (type: string, props: object) =>
  findingsIn(noWildcardSigningPermission, one("", type, props)).map(({ path, why }) => `${path}: ${why}`);
const foundIn = (statement: object) =>
  found(t.rolePolicy, {
    policy: JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } }),
  });
const at = "arn:aws:ssm:eu-west-1:111122223333:parameter";

describe("no-wildcard-signing-permission", () => {
  const rejected: [action: string, statement: object][] = [
    ["kms:PutKeyPolicy", { Action: "kms:Put*", Resource: "*" }],
    ["kms:CreateGrant", { Action: "kms:CreateGrant", Resource: "arn:aws:kms:*:*:key/*" }],
    ["secretsmanager:PutResourcePolicy", { Action: "secretsmanager:PutResourcePolicy", Resource: "*" }],
    ["ssm:GetParameterHistory", { Action: "ssm:GetParameterHistory", Resource: `${at}/*` }],
    ["ssm:GetParameter", { Action: "ssm:Get*", NotResource: `${at}/app/*` }],
  ];
  for (const [action, statement] of rejected) {
    it(`rejects ${action} on everything: ${JSON.stringify(statement)}`, () => {
      assert.deepEqual(foundIn(statement), [
        `policy: this allows ${action} on every resource, including the signing key`,
      ]);
    });
  }

  const accepted: object[] = [
    { Action: "kms:*", Resource: "arn:aws:kms:eu-west-1:111122223333:key/1" },
    {
      Action: "secretsmanager:GetSecretValue",
      Resource: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
    },
    { Action: "ssm:GetParameter*", Resource: `${at}/app/*` },
    { Action: "ssm:*", Resource: "arn:aws:kms:*:*:key/*" },
    { Effect: "Deny", Action: "*", Resource: "*" },
    { Action: "kms:Decrypt", Resource: "*" },
    {
      Action: "kms:*",
      Resource: "*",
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    },
    {
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    { Action: "kms:Sign", Resource: "*", Condition: { StringEquals: { "aws:ResourceTag/app": "tokens" } } },
  ];
  for (const statement of accepted) {
    it(`accepts ${JSON.stringify(statement)}`, () => assert.deepEqual(foundIn(statement), []));
  }

  it("knows AWS's wide policies, in each way of attaching them, and no policy of an account with the same name", () => {
    const why = (name: string) => `the policy ${name} gives access to every signing key, secret or parameter`;
    const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;
    assert.deepEqual(found(t.role, { managedPolicyArns: [arn("SecretsManagerReadWrite")] }), [
      `managedPolicyArns[0]: ${why("SecretsManagerReadWrite")}`,
    ]);
    assert.deepEqual(
      found(t.permissionSetManagedPolicy, { managedPolicyArn: arn("job-function/AdministratorAccess") }),
      [`managedPolicyArn: ${why("AdministratorAccess")}`],
    );
    const own = "arn:aws:iam::111122223333:policy/AdministratorAccess";
    assert.deepEqual(found(t.rolePolicyAttachment, { role: "app", policyArn: own }), []);
    for (const unlisted of ["AWSKeyManagementServicePowerUser", "ReadOnlyAccess"]) {
      assert.deepEqual(found(t.rolePolicyAttachment, { role: "app", policyArn: arn(unlisted) }), []);
    }
  });

  describe("with a Deny in the same policy", () => {
    const everything = (Action: string) => ({ Effect: "Allow", Action, Resource: "*" });
    const denied = (allowed: string, deny: object) =>
      found(t.rolePolicy, {
        policy: JSON.stringify({ Statement: [everything(allowed), { Effect: "Deny", ...deny }] }),
      });
    const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:site/signing-key-??????";
    const key = "arn:aws:kms:eu-west-1:111122223333:key/1";

    it("accepts what is denied on a signing key", () => {
      for (const [allowed, deny] of [
        ["ssm:GetParameter", { Action: "ssm:*", Resource: `${at}/site/signing-key` }],
        ["secretsmanager:GetSecretValue", { Action: "secretsmanager:Get*", Resource: [secret] }],
        ["kms:Sign", { Action: "kms:Sign", Resource: key }],
        ["kms:Sign", { Action: "*", Resource: "*" }],
      ] as const) {
        assert.deepEqual(denied(allowed, deny), [], JSON.stringify(deny));
      }
    });

    it("rejects what is denied on something else, under a condition, or for another action", () => {
      for (const [allowed, deny] of [
        ["ssm:GetParameter", { Action: "ssm:*", Resource: `${at}/site/database` }],
        ["ssm:GetParameter", { Action: "ssm:GetParameters", Resource: `${at}/site/signing-key` }],
        ["ssm:GetParameter", { Action: "ssm:*", NotResource: `${at}/site/signing-key` }],
        [
          "kms:Sign",
          { Action: "kms:*", Resource: key, Condition: { Bool: { "aws:ViaAWSService": "true" } } },
        ],
      ] as const) {
        assert.deepEqual(
          denied(allowed, deny),
          [`policy: this allows ${allowed} on every resource, including the signing key`],
          JSON.stringify(deny),
        );
      }
    });
  });
});
