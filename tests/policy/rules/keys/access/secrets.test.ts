import assert from "node:assert/strict";
import type { ExampleResource } from "../../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../../policy/resources/resourceTypes";
import { account, administer, allow, document, ec2, found, key, policyOf, publicKey, role } from "./signers";

describe("signing-key-has-one-user: a secret or a parameter", () => {
  const parameter: ExampleResource = {
    type: t.parameter,
    name: "signing-key",
    props: { name: "/site/signing/key", type: "SecureString" },
  };
  const secret: ExampleResource = { type: t.secret, name: "signing-key", props: { name: "signing-key" } };
  const reads = (holder: string, Action: string, Resource: string) =>
    policyOf(holder, { Effect: "Allow", Action, Resource });
  const path = "arn:aws:ssm:eu-west-1:111122223333:parameter/site/signing";
  const app = [role("app", ec2), role("other", ec2), reads("app", "ssm:GetParameter", `${path}/key`)];
  const two = (place: string) => [
    "app-policy policy: 2 principals can use the signing key: app, other",
    `${place}: 2 principals can use the signing key: app, other`,
  ];

  for (const [action, resource] of [
    ["ssm:GetParameter", `${path}/*`],
    ["ssm:GetParameters", `${path}/key`],
    ["ssm:GetParameterHistory", `${path}/k?y`],
    ["ssm:GetParametersByPath", path],
    ["ssm:Get*", "*"],
  ] as const) {
    it(`is read by ${action} on ${resource}`, () => {
      assert.deepEqual(
        found(parameter, ...app, reads("other", action, resource)),
        two("other-policy policy"),
      );
    });
  }

  it("is known by its name in IAM policies if the stack does not contain it", () => {
    const pasted = { type: t.publicKey, name: "public", props: { encodedKey: "pasted" } };
    const elsewhere = (holder: string, resource = `${path}/key`) =>
      reads(holder, "ssm:GetParameter", resource);
    const roles = [role("app", ec2), role("other", ec2), pasted];
    assert.deepEqual(found(...roles, elsewhere("app")), []);
    assert.deepEqual(
      found(...roles, elsewhere("app"), elsewhere("other", `${path}/*`)),
      two("other-policy policy"),
    );
    const database = "arn:aws:ssm:eu-west-1:111122223333:parameter/site/database";
    assert.deepEqual(found(...roles, elsewhere("app", database), elsewhere("other", database)), []);
    const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:site/signing-key";
    const readsSecret = (holder: string, suffix: string) =>
      reads(holder, "secretsmanager:GetSecretValue", `${secretArn}${suffix}`);
    assert.deepEqual(
      found(...roles, readsSecret("app", "-??????"), readsSecret("other", "-4f1c2a")),
      two("other-policy policy"),
    );
  });

  it("is not read by other actions, other names and NotResource", () => {
    for (const [action, resource] of [
      ["ssm:PutParameter", `${path}/key`],
      ["ssm:GetParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/site/other/*"],
      ["ssm:GetParametersByPath", "arn:aws:ssm:eu-west-1:111122223333:parameter/site/other"],
    ] as const) {
      assert.deepEqual(found(parameter, ...app, reads("other", action, resource)), [], action);
    }
    const except = policyOf("other", { Effect: "Allow", Action: "ssm:Get*", NotResource: `${path}/*` });
    assert.deepEqual(found(parameter, role("app", ec2), role("other", ec2), except), []);
  });

  it("is read by AWS's managed policies whose text allows it, attached in each way", () => {
    const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;
    const shapes: [place: string, resource: ExampleResource][] = [
      [
        "it policyArn",
        {
          type: t.rolePolicyAttachment,
          props: { role: "other", policyArn: arn("AmazonSSMManagedInstanceCore") },
        },
      ],
      [
        "it policyArn",
        { type: t.policyAttachment, props: { roles: ["other"], policyArn: arn("ReadOnlyAccess") } },
      ],
      [
        "it policyArns[0]",
        {
          type: t.rolePolicyAttachmentsExclusive,
          props: { roleName: "other", policyArns: [arn("PowerUserAccess")] },
        },
      ],
    ];
    for (const [place, resource] of shapes) {
      assert.deepEqual(found(parameter, ...app, resource), two(place), resource.type);
    }
    const harmless = {
      type: t.rolePolicyAttachment,
      props: { role: "other", policyArn: arn("AWSKeyManagementServicePowerUser") },
    };
    assert.deepEqual(found(parameter, ...app, harmless), []);
  });

  it("of Secrets Manager counts who can write its policy", () => {
    const name = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:signing-key-??????";
    const readers = [
      role("app", ec2),
      role("other", ec2),
      reads("app", "secretsmanager:GetSecretValue", name),
    ];
    assert.deepEqual(found(secret, ...readers, reads("other", "secretsmanager:PutResourcePolicy", name)), [
      "app-policy policy: 2 principals can use the signing key or give themselves access to it: app, other",
      "other-policy policy: 2 principals can use the signing key or give themselves access to it: app, other",
    ]);
    assert.deepEqual(found(secret, ...readers, reads("other", "secretsmanager:DescribeSecret", name)), []);
  });

  it("is not looked for by its name if every public key comes from KMS", () => {
    const kms = [key(document(administer, allow({ AWS: `${account}:role/app` }, "kms:Sign"))), publicKey];
    assert.deepEqual(found(parameter, ...app, reads("other", "ssm:Get*", "*"), ...kms), []);
  });
});
