import assert from "node:assert/strict";
import { type ExampleResource, unknownValue } from "../../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../../policy/resources/resourceTypes";
import {
  account,
  administer,
  allow,
  app,
  document,
  ec2,
  found,
  key,
  publicKey,
  role,
  root,
  signedBy,
} from "./signers";

describe("signing-key-has-one-user: the role that signs", () => {
  const github = `${account}:oidc-provider/token.actions.githubusercontent.com`;
  const federated = (provider: string, condition: object, action = "sts:AssumeRoleWithWebIdentity") =>
    allow({ Federated: provider }, action, { Condition: condition });
  const like = (sub: string) => ({ StringLike: { "token.actions.githubusercontent.com:sub": sub } });
  const cognito = (claims: object) =>
    federated("cognito-identity.amazonaws.com", {
      StringEquals: Object.fromEntries(
        Object.entries(claims).map(([name, value]) => [`cognito-identity.amazonaws.com:${name}`, value]),
      ),
    });
  const wide = "the condition on the subject has a wildcard for many identities of the OIDC provider";
  const none = "no condition names the subject, so every identity of the OIDC provider can assume the role";

  const trusts: [trust: string, statement: object, why: string | undefined][] = [
    ["everyone", allow("*", "sts:AssumeRole"), "anyone can assume the role that can use the signing key"],
    [
      "another account",
      allow({ AWS: "444455556666" }, "sts:AssumeRole"),
      "another account can assume the role that can use the signing key",
    ],
    ["its own account", allow(root, "sts:AssumeRole"), undefined],
    ["any identity", federated(github, {}), `${none}, which can use the signing key`],
    ["any repository", federated(github, like("repo:*")), `${wide}, which can use the signing key`],
    ["an organization", federated(github, like("repo:members/*")), `${wide}, which can use the signing key`],
    [
      "similar names",
      federated(github, like("repo:members/site*:*")),
      `${wide}, which can use the signing key`,
    ],
    ["one repository", federated(github, like("repo:members/site:*")), undefined],
    ["one branch", federated(github, like("repo:members/site:ref:refs/heads/main")), undefined],
    [
      "one project of GitLab",
      federated(`${account}:oidc-provider/gitlab.com`, {
        StringLike: { "gitlab.com:sub": "project_path:members/site:*" },
      }),
      undefined,
    ],
    [
      "one workspace",
      federated(`${account}:oidc-provider/app.terraform.io`, {
        StringLike: { "app.terraform.io:sub": "organization:o:project:p:workspace:w:run_phase:*" },
      }),
      undefined,
    ],
    [
      "every service account",
      federated(`${account}:oidc-provider/oidc.eks`, {
        StringLike: { "oidc.eks:sub": "system:serviceaccount:*" },
      }),
      `${wide}, which can use the signing key`,
    ],
    [
      "a condition that holds without the claim",
      federated(github, {
        "ForAllValues:StringLike": { "token.actions.githubusercontent.com:sub": "repo:members/site:*" },
      }),
      `${none}, which can use the signing key`,
    ],
    [
      "any identity pool",
      cognito({ amr: "authenticated" }),
      "no condition names the identity pool, so every identity pool of Cognito can assume the role, which can use the signing key",
    ],
    [
      "visitors of an identity pool",
      cognito({ aud: "eu-west-1:1", amr: "unauthenticated" }),
      "everyone can assume the role through the identity pool, without signing in, which can use the signing key",
    ],
    [
      "users of an identity pool",
      cognito({ aud: "eu-west-1:1", amr: "authenticated" }),
      "every user who signs in to the identity pool can assume the role, which can use the signing key",
    ],
    [
      "a directory",
      federated(
        `${account}:saml-provider/company`,
        { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
        "sts:AssumeRoleWithSAML",
      ),
      "everyone in the SAML identity provider can assume the role, which can use the signing key",
    ],
    [
      "one person of a directory",
      federated(
        `${account}:saml-provider/company`,
        { StringEquals: { "SAML:sub": "person" } },
        "sts:AssumeRoleWithSAML",
      ),
      undefined,
    ],
  ];
  for (const [trust, statement, why] of trusts) {
    it(`${why === undefined ? "may trust" : "may not trust"} ${trust}`, () => {
      const expected = why === undefined ? [] : [`app assumeRolePolicy: ${why}`];
      assert.deepEqual(found(...signedBy(ec2, statement)), expected);
    });
  }

  const unknownArn = (resource: ExampleResource): ExampleResource => ({
    ...resource,
    props: { ...resource.props, arn: undefined },
  });

  it("may trust an account by its id in a first preview only if something proves that it is this one", () => {
    const trusting = [role("app", ec2, allow(root, "sts:AssumeRole")), publicKey].map(unknownArn);
    const signing = unknownArn(key(document(allow(app, "kms:Sign"))));
    const doubtful =
      "app assumeRolePolicy: another account may be able to assume the role that can use the signing key, since this " +
      "account's id is not known in preview";
    assert.deepEqual(found(signing, ...trusting), [doubtful]);
    const byRole = allow({ AWS: "arn:aws:iam::444455556666:role/deploy" }, "sts:AssumeRole");
    assert.ok(found(signing, unknownArn(role("app", ec2, byRole)), publicKey).includes(doubtful));

    const certificate = (account: string) => `arn:aws:acm:us-east-1:${account}:certificate/1`;
    const proofs = (account: string): ExampleResource[] => [
      { type: t.listener, name: "listener", props: { certificateArn: certificate(account) } },
      {
        type: t.distribution,
        name: "site",
        props: { viewerCertificate: { acmCertificateArn: certificate(account) } },
      },
      { type: "pulumi:providers:aws", name: "aws", props: { allowedAccountIds: JSON.stringify([account]) } },
    ];
    for (const proof of proofs("111122223333")) {
      assert.deepEqual(found(signing, ...trusting, proof), [], proof.type);
    }
    for (const proof of proofs("444455556666")) {
      assert.ok(
        found(signing, ...trusting, proof).includes(
          "key policy: a principal of another account can use the signing key",
        ),
        proof.type,
      );
    }
  });

  it("is left to the update if its trust policy is unknown in preview", () => {
    const unknownTrust = { ...role("app"), props: { name: "app", assumeRolePolicy: unknownValue } };
    const doubtful =
      "app assumeRolePolicy: others may be able to assume the role that can use the signing key, since this is not known " +
      "in preview (unknown)";
    const signing = [key(document(administer, allow(app, "kms:Sign"))), publicKey];
    assert.deepEqual(found(...signing, unknownTrust), [doubtful]);
    const ofTask: ExampleResource = { ...unknownTrust, from: { assumeRolePolicy: ["task"] } };
    assert.deepEqual(found(...signing, ofTask, role("task", ec2)), [doubtful], "a role for one other");
    const used = { type: t.function, name: "function", props: { role: `${account}:role/app` } };
    const appArn = { ...ofTask, props: { ...ofTask.props, arn: `${account}:role/app` } };
    assert.deepEqual(
      found(...signing, appArn, role("task", ec2), used),
      [
        doubtful,
        "key policy: 2 principals can use the signing key: app, task",
        "app assumeRolePolicy: 2 principals can use the signing key: app, task",
      ],
      "a role that a function has as well",
    );
    const open = role("task", allow("*", "sts:AssumeRole"));
    assert.ok(
      found(...signing, ofTask, open).includes(
        "task assumeRolePolicy: anyone can assume the role that can use the signing key",
      ),
    );
  });

  it("is reported if its one user may belong to another account, as this account's id is not known in preview", () => {
    assert.deepEqual(found(unknownArn(key(document(allow(app, "kms:Sign")))), publicKey), [
      "key policy: a principal of another account may be able to use the signing key, since this account's id is not known " +
        "in preview (unknown)",
    ]);
    const administered = document(
      allow(root, "kms:ScheduleKeyDeletion"),
      allow({ AWS: "arn:aws:iam::444455556666:role/app" }, "kms:Sign"),
    );
    assert.deepEqual(found(unknownArn(key(administered)), publicKey), [
      "key policy: a principal of another account can use the signing key",
    ]);
  });
});
