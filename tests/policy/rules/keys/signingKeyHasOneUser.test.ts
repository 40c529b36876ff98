import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { signingKeyHasOneUser } from "../../../../policy/rules/keys/signingKeyHasOneUser";
import { findingsIn } from "../../support/exampleFindings";

const account = "arn:aws:iam::111122223333";
const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Principal: unknown, Action: string | string[], more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: "*",
  ...more,
});
const app = { AWS: `${account}:role/app` };
const root = { AWS: `${account}:root` };
const ec2 = allow({ Service: "ec2.amazonaws.com" }, "sts:AssumeRole");
const administer = allow(root, ["kms:DescribeKey", "kms:PutKeyPolicy"]);

const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
const publicKey: ExampleResource = {
  type: t.publicKey,
  name: "public",
  props: { encodedKey: unknownValue },
  from: { encodedKey: ["key"] },
};
const key = (policy: string, more: object = {}): ExampleResource => ({
  type: t.kmsKey,
  name: "key",
  props: { arn: keyArn, keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256", policy, ...more },
});
const role = (name: string, ...statements: object[]): ExampleResource => ({
  type: t.role,
  name,
  props: { name, arn: `${account}:role/${name}`, assumeRolePolicy: document(...statements) },
});
const policyOf = (holder: string, ...statements: object[]): ExampleResource => ({
  type: t.rolePolicy,
  name: `${holder}-policy`,
  props: { role: holder, policy: document(...statements) },
});
const signedBy = (...trust: object[]) => [
  key(document(administer, allow(app, "kms:Sign"))),
  publicKey,
  role("app", ...trust),
];

/** Returns the findings as `name: why`, with names for URNs. */
function found(...resources: ExampleResource[]): string[] {
  const short = (text: string) => text.replace(/urn:pulumi:\S*?::(\w[\w-]*)(?=[\s,]|$)/g, "$1");
  return findingsIn(signingKeyHasOneUser, several("", ...resources)).map(
    ({ urn, path, why, unknown }) =>
      `${short(urn)} ${path}: ${short(why)}${unknown === true ? " (unknown)" : ""}`,
  );
}

describe("signing-key-has-one-user: a key in KMS", () => {
  const takeover = "2 principals can use the signing key or give themselves access to it: app, other";

  it("is not reported if one role signs, which one service assumes", () => {
    assert.deepEqual(found(...signedBy(ec2)), []);
  });

  it("counts whoever can write its policy, create grants or replicas", () => {
    const other = { AWS: `${account}:role/other` };
    const others = [role("app", ec2), role("other", ec2), publicKey];
    for (const action of ["kms:PutKeyPolicy", "kms:CreateGrant"]) {
      const policy = document(allow(app, "kms:Sign"), allow(other, action));
      assert.deepEqual(found(key(policy), ...others), [`key policy: ${takeover}`], action);
    }
    const replicating = document(allow(app, "kms:Sign"), allow(other, "kms:ReplicateKey"));
    assert.deepEqual(found(key(replicating), ...others), []);
    assert.deepEqual(found(key(replicating, { multiRegion: true }), ...others), [`key policy: ${takeover}`]);
  });

  it("may be used by AWS's services through grants, and by grants without the right to sign", () => {
    const other = { AWS: `${account}:role/other` };
    for (const condition of [
      { Bool: { "kms:GrantIsForAWSResource": "true" } },
      { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Verify", "GetPublicKey"] } },
    ]) {
      const granting = allow(other, "kms:CreateGrant", { Condition: condition });
      assert.deepEqual(
        found(
          key(document(allow(app, "kms:Sign"), granting)),
          publicKey,
          role("app", ec2),
          role("other", ec2),
        ),
        [],
      );
    }
  });

  it("is judged by IAM policies only where its policy lets the account decide", () => {
    const other = role("other", ec2);
    const signs = policyOf("other", { Effect: "Allow", Action: "kms:Sign", Resource: keyArn });
    assert.deepEqual(found(...signedBy(ec2), other, signs), []);
    const administers = policyOf("other", { Effect: "Allow", Action: "kms:Put*", Resource: keyArn });
    assert.deepEqual(found(...signedBy(ec2), other, administers), [
      `key policy: ${takeover}`,
      `other-policy policy: ${takeover}`,
    ]);
    const denies = { Effect: "Deny", Action: "kms:*", Resource: "*" };
    const both = policyOf("other", { Effect: "Allow", Action: "kms:Put*", Resource: keyArn }, denies);
    assert.deepEqual(found(...signedBy(ec2), other, both), []);
  });

  it("is judged by what its policy denies, and by conditions on the principal", () => {
    const onlyApp = { ArnNotEquals: { "aws:PrincipalArn": app.AWS } };
    const denied = { Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "*", Condition: onlyApp };
    const rest = [publicKey, role("app", ec2)];
    assert.deepEqual(found(key(document(allow(root, "kms:*"), denied)), ...rest), []);
    const narrowed = allow("*", "kms:Sign", { Condition: { StringEquals: { "aws:PrincipalArn": app.AWS } } });
    assert.deepEqual(found(key(document(administer, narrowed)), ...rest), []);
    const caller = allow("*", "kms:Sign", {
      Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } },
    });
    assert.deepEqual(found(key(document(caller)), ...rest), [
      "key policy: a whole account can use the signing key, so any of its IAM policies can allow signing",
    ]);
    const address = allow("*", "kms:Sign", { Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } });
    assert.deepEqual(found(key(document(address)), ...rest), ["key policy: anyone can use the signing key"]);
  });

  it("is reported if its one user belongs to another account", () => {
    const foreign = { AWS: "arn:aws:iam::444455556666:role/app" };
    assert.deepEqual(found(key(document(allow(foreign, "kms:Sign"))), publicKey), [
      "key policy: a principal of another account can use the signing key",
    ]);
  });

  it("is traced to the public keys that come from it", () => {
    const open = key(document(allow("*", "kms:*")));
    const literal = { type: t.publicKey, name: "public", props: { encodedKey: unknownValue } };
    const reported = ["key policy: anyone can use the signing key"];
    assert.deepEqual([...new Set(found(open, publicKey))], reported);
    assert.deepEqual(found(open), [], "no public key in CloudFront");
    assert.deepEqual([...new Set(found(open, literal))], reported, "a public key of unknown origin");
    const otherKey = { ...open, name: "other" };
    assert.deepEqual(
      found(key(document(allow(app, "kms:Sign"))), publicKey, otherKey, role("app", ec2)),
      [],
      "a key beside the one that the public key comes from",
    );
    assert.deepEqual(
      found({ ...open, props: { ...open.props, customerMasterKeySpec: "RSA_4096" } }, literal),
      [],
    );
  });

  it("is not used by a second role that only the first role's users are", () => {
    const chained = allow({ AWS: `${account}:role/task` }, "sts:AssumeRole");
    assert.deepEqual(found(...signedBy(chained), role("task", ec2)), []);
    assert.deepEqual(found(...signedBy(ec2, chained), role("task", ec2)), [
      "key policy: 2 principals can use the signing key: app, task",
      "app assumeRolePolicy: 2 principals can use the signing key: app, task",
    ]);
  });
});

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

  describe("may be taken", () => {
    const ecs = allow({ Service: "ecs-tasks.amazonaws.com" }, "sts:AssumeRole");
    const lambda = allow({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole");
    const taken = "2 principals can use the signing key or give themselves access to it: app, ci";
    const reported = ["key policy", "ci-policy policy"].map((place) => `${place}: ${taken}`);
    const appArn = `${account}:role/app`;
    const ci = (trust: object, ...statements: object[]) =>
      found(...signedBy(trust), role("ci", lambda), policyOf("ci", ...statements));
    const may = (Action: string | string[], more: object = {}) => ({
      Effect: "Allow",
      Action,
      Resource: "*",
      ...more,
    });
    const passed = (service: string) => ({
      Condition: { StringEquals: { "iam:PassedToService": service } },
    });

    const taking: [how: string, trust: object, statements: object[]][] = [
      ["rewrites its trust policy", ec2, [may("iam:Update*", { Resource: appArn })]],
      ["passes it to instances", ec2, [may(["iam:PassRole", "ec2:RunInstances"])]],
      [
        "passes it to a function",
        lambda,
        [
          may("iam:PassRole", passed("lambda.amazonaws.com")),
          may(["lambda:CreateFunction", "lambda:InvokeFunction"]),
        ],
      ],
      [
        "passes it to a task",
        ecs,
        [
          may("iam:PassRole", { Resource: appArn }),
          may(["ecs:RegisterTaskDefinition", "ecs:UpdateService"], { Resource: "*" }),
        ],
      ],
    ];
    for (const [how, trust, statements] of taking) {
      it(`by whoever ${how}`, () => assert.deepEqual(ci(trust, ...statements), reported));
    }

    const leaving: [how: string, trust: object, statements: object[]][] = [
      ["rewrites other trust policies", ec2, [may("iam:Update*", { Resource: `${account}:role/ci/*` })]],
      ["reads its trust policy", ec2, [may("iam:GetRole", { Resource: appArn })]],
      ["passes it and starts nothing", ec2, [may("iam:PassRole")]],
      [
        "starts instances and passes another role",
        ec2,
        [may("ec2:*"), may("iam:PassRole", { Resource: "x" })],
      ],
      ["passes it to another service than its trust policy names", ec2, [may(["iam:PassRole", "lambda:*"])]],
      [
        "passes it to other services by a condition",
        ec2,
        [may("iam:PassRole", passed("lambda.amazonaws.com")), may("ec2:*")],
      ],
      [
        "creates functions and starts none",
        lambda,
        [may(["iam:PassRole", "lambda:CreateFunction"]), may("lambda:List*")],
      ],
      [
        "is denied to pass it",
        ec2,
        [may(["iam:PassRole", "ec2:*"]), { ...may("iam:PassRole"), Effect: "Deny", Resource: appArn }],
      ],
      [
        "is denied to start instances",
        ec2,
        [may(["iam:PassRole", "ec2:*"]), { ...may("ec2:*"), Effect: "Deny" }],
      ],
    ];
    for (const [how, trust, statements] of leaving) {
      it(`not by whoever ${how}`, () => assert.deepEqual(ci(trust, ...statements), []));
    }

    it("by whoever gives itself policies, where IAM policies decide", () => {
      const gives = may("iam:PutRolePolicy");
      assert.deepEqual(ci(ec2, gives), reported);
      assert.deepEqual(ci(ec2, may("iam:AttachRolePolicy", { Resource: `${account}:role/c*` })), reported);
      const bounded = {
        ...gives,
        Condition: { StringEquals: { "iam:PermissionsBoundary": `${account}:policy/b` } },
      };
      assert.deepEqual(ci(ec2, bounded), []);
      assert.deepEqual(
        ci(ec2, { ...gives, Resource: appArn }),
        [],
        "it gives the role that signs policies, not itself",
      );
      const undelegated = [key(document(allow(app, "kms:Sign"))), publicKey, role("app", ec2)];
      assert.deepEqual(found(...undelegated, role("ci", lambda), policyOf("ci", gives)), []);
    });
  });
});

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

describe("signing-key-has-one-user: what acts with the role", () => {
  const acts = (name: string, type: string, props: object): ExampleResource => ({ type, name, props });
  const first = acts("first", t.function, { role: `${account}:role/app` });
  const second = acts("second", t.codeBuildProject, { serviceRole: `${account}:role/app` });
  const profile = acts("profile", t.instanceProfile, { name: "profile", role: "app" });
  const instance = acts("server", t.instance, { iamInstanceProfile: "profile" });
  const also = (name: string, path: string) =>
    `${name} ${path}: this also acts with app, which can use the signing key`;

  it("may be one function, or the instances of a profile", () => {
    assert.deepEqual(found(...signedBy(ec2), first), []);
    assert.deepEqual(found(...signedBy(ec2), profile, instance), []);
  });

  it("may not be two, nor a function beside instances", () => {
    assert.deepEqual(found(...signedBy(ec2), first, second).sort(), [
      also("first", "role"),
      also("second", "serviceRole"),
    ]);
    assert.deepEqual(found(...signedBy(ec2), first, profile, instance), [also("first", "role")]);
  });
});
