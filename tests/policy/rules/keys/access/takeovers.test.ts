import assert from "node:assert/strict";
import {
  account,
  allow,
  app,
  document,
  ec2,
  found,
  key,
  policyOf,
  publicKey,
  role,
  signedBy,
} from "./signers";

describe("signing-key-has-one-user: the role that signs may be taken", () => {
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
    ["starts instances and passes another role", ec2, [may("ec2:*"), may("iam:PassRole", { Resource: "x" })]],
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
