import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secureOrigin } from "../support";

const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;

/** Makes a resource of a state. */
const resource = (type: string, name: string, outputs: object) => ({
  urn: urn(type, name),
  type,
  id: name,
  outputs,
});

const vpc = resource("aws:ec2/vpc:Vpc", "vpc-1", {
  arn: "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1",
  region: "eu-west-1",
});
const record = resource("aws:route53/record:Record", "record", {
  zoneId: "Z0OLD",
  fqdn: "_0123456789abcdef0123456789abcdef.shop.example.com.",
});

describe("secure-origin deployer-policy", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "secure-origin-policy-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const stateOf = (...resources: object[]): string => {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
    return file;
  };
  const policyOf = (out: string) =>
    JSON.parse(out) as { Statement: { Action: string[]; Resource: string[]; Condition?: object }[] };

  it("allows the calls of the resource types in the state, on the resources that IAM supports", async () => {
    const run = await secureOrigin("deployer-policy", stateOf(vpc));
    assert.deepEqual([run.code, run.err], [0, ""]);
    const { Statement } = policyOf(run.out);
    assert.deepEqual(
      Statement.map(({ Action, Resource }) => [Action.join(" "), ...Resource]),
      [
        [
          "ec2:CreateTags ec2:CreateVpc ec2:DeleteTags ec2:DeleteVpc ec2:DescribeVpcAttribute ec2:ModifyVpcAttribute",
          "arn:aws:ec2:eu-west-1:111122223333:vpc/*",
        ],
        [
          "ec2:DescribeNetworkAcls ec2:DescribeRouteTables ec2:DescribeSecurityGroups ec2:DescribeVpcs sts:GetCallerIdentity",
          "*",
        ],
      ],
    );
  });

  it("allows the policy and the objects of another stack's bucket, and nothing else of it", async () => {
    const bucket = "company-videos";
    const run = await secureOrigin(
      "deployer-policy",
      stateOf(
        vpc,
        resource("aws:s3/bucket:Bucket", "own-files", { bucket: "own-files" }),
        resource("aws:s3/bucketPolicy:BucketPolicy", bucket, { bucket }),
        resource("aws:s3/bucketObjectv2:BucketObjectv2", `${bucket}/a`, { bucket: "company-docs" }),
      ),
    );
    const on = (arn: string) =>
      policyOf(run.out)
        .Statement.filter(({ Resource }) => Resource.includes(arn))
        .flatMap(({ Action }) => Action)
        .sort();
    assert.deepEqual(on("arn:aws:s3:::company-videos"), [
      "s3:DeleteBucketPolicy",
      "s3:GetBucketPolicy",
      "s3:PutBucketPolicy",
    ]);
    assert.deepEqual(on("arn:aws:s3:::company-docs"), ["s3:ListBucket", "s3:ListBucketVersions"]);
    assert.ok(on("arn:aws:s3:::company-docs/*").includes("s3:PutObject"));
    assert.deepEqual(on("arn:aws:s3:::company-videos/*"), []);
    assert.ok(on("arn:aws:s3:::own-files").includes("s3:DeleteBucket"));
  });

  it("allows the use of encryption keys through Secrets Manager and S3, if the stack has any", async () => {
    const using = async (kmsKeyId?: string) => {
      const secret = resource("aws:secretsmanager/secret:Secret", "secret", {
        arn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-1a2b3c4-AbCdEf",
        name: "shop-1a2b3c4",
        kmsKeyId,
        region: "eu-west-1",
      });
      const { Statement } = policyOf((await secureOrigin("deployer-policy", stateOf(vpc, secret))).out);
      return Statement.filter(({ Action }) => Action.some((action) => action.startsWith("kms:")));
    };
    assert.deepEqual(await using("arn:aws:kms:eu-west-1:111122223333:key/1"), [
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
        Resource: ["arn:aws:kms:eu-west-1:111122223333:key/*"],
        Condition: {
          StringEquals: {
            "kms:ViaService": ["s3.eu-west-1.amazonaws.com", "secretsmanager.eu-west-1.amazonaws.com"],
          },
        },
      },
    ]);
    assert.deepEqual(await using(), []);
  });

  it("creates a replica of a multi-Region key in its region, with the role that keeps both in step", async () => {
    const replica = resource("aws:kms/replicaKey:ReplicaKey", "mrk-1", {
      arn: "arn:aws:kms:us-east-1:111122223333:key/mrk-1",
      region: "us-east-1",
    });
    const { Statement } = policyOf((await secureOrigin("deployer-policy", stateOf(vpc, replica))).out);
    const resourcesFor = (action: string) =>
      Statement.find(({ Action }) => Action.includes(action))?.Resource;
    assert.deepEqual(resourcesFor("kms:ReplicateKey"), ["arn:aws:kms:*:111122223333:key/mrk-*"]);
    assert.deepEqual(resourcesFor("kms:PutKeyPolicy"), ["arn:aws:kms:us-east-1:111122223333:key/*"]);
    assert.deepEqual(resourcesFor("iam:CreateServiceLinkedRole"), [
      "arn:aws:iam::111122223333:role/aws-service-role/mrk.kms.amazonaws.com/*",
    ]);
  });

  it("passes roles, by their names, to the services that its resources hand them to", async () => {
    const passing = async (...resources: object[]) =>
      policyOf((await secureOrigin("deployer-policy", stateOf(vpc, ...resources))).out).Statement.find(
        ({ Action }) => Action.includes("iam:PassRole"),
      );
    const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
    const passed = (roles: string[], services: string | string[]) => ({
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: roles.map(role),
      Condition: { StringEquals: { "iam:PassedToService": services } },
    });
    const flowLog = resource("aws:ec2/flowLog:FlowLog", "fl-1", {
      arn: "arn:aws:ec2:eu-west-1:111122223333:vpc-flow-log/fl-1",
      iamRoleArn: role("shop-flows-1a2b3c4"),
      region: "eu-west-1",
    });
    const tasks = resource("aws:ecs/taskDefinition:TaskDefinition", "app", {
      arn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:1",
      family: "app",
      taskRoleArn: role("app-task-1a2b3c4"),
      executionRoleArn: role("app-start-1a2b3c4"),
    });
    const profile = resource("aws:iam/instanceProfile:InstanceProfile", "web", { role: "web", name: "web" });
    assert.deepEqual(await passing(flowLog), passed(["shop-flows-*"], "vpc-flow-logs.amazonaws.com"));
    assert.deepEqual(await passing(tasks), passed(["app-start-*", "app-task-*"], "ecs-tasks.amazonaws.com"));
    const beside = (await passing(flowLog, tasks, profile))?.Condition;
    assert.deepEqual(beside, {
      StringEquals: {
        "iam:PassedToService": [
          "ec2.amazonaws.com",
          "ecs-tasks.amazonaws.com",
          "vpc-flow-logs.amazonaws.com",
        ],
      },
    });
    assert.equal(await passing(), undefined);
  });

  it("limits record changes to the stack's names and hosted zone", async () => {
    const { out } = await secureOrigin("deployer-policy", stateOf(vpc, record));
    const changing = policyOf(out).Statement.find(({ Action }) =>
      Action.includes("route53:ChangeResourceRecordSets"),
    );
    assert.deepEqual(changing, {
      Effect: "Allow",
      Action: ["route53:ChangeResourceRecordSets"],
      Resource: ["arn:aws:route53:::hostedzone/Z0OLD"],
      Condition: {
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_*.shop.example.com"],
        },
      },
    });
  });

  it("applies to another account if that account and its hosted zone are named", async () => {
    const args = ["--account", "444455556666", "--hosted-zone", "Z0NEW"];
    const { out } = await secureOrigin("deployer-policy", stateOf(vpc, record), ...args);
    assert.ok(out.includes("arn:aws:ec2:eu-west-1:444455556666:vpc/*"));
    assert.ok(out.includes("hostedzone/Z0NEW"));
    assert.ok(!out.includes("111122223333") && !out.includes("Z0OLD"));
  });

  it("reports unknown resource types, and actions that it cannot limit", async () => {
    const table = resource("aws:dynamodb/table:Table", "orders", {});
    const policy = resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {});
    const run = await secureOrigin("deployer-policy", stateOf(vpc, table, policy));
    assert.equal(run.code, 0);
    assert.equal(
      run.err,
      "Not covered: aws:dynamodb/table:Table, whose calls are unknown. Allow them in a policy of your own.\n" +
        ["s3:DeleteBucketPolicy", "s3:GetBucketPolicy", "s3:PutBucketPolicy"]
          .map((action) => `Left out: ${action}, because the state names no resource to limit it to.\n`)
          .join(""),
    );
    assert.ok(!run.out.includes("s3:"));
  });

  it("prints a list if one policy is too long, or a single one with --part", async () => {
    const queues = Array.from({ length: 4 }, (_, index) =>
      resource("aws:s3/bucket:Bucket", `b${index}`, { bucket: `${"x".repeat(50)}-bucket${index}` }),
    );
    const many = ["a", "b", "c", "d"].flatMap((letter) =>
      queues.map((bucket, index) =>
        resource("aws:s3/bucket:Bucket", `${letter}${index}`, {
          bucket: `${letter.repeat(250)}${String(index)}x${bucket.id}`,
        }),
      ),
    );
    const state = stateOf(vpc, ...many);
    const all = await secureOrigin("deployer-policy", state);
    const documents = JSON.parse(all.out) as unknown[];
    assert.ok(Array.isArray(documents) && documents.length > 1);
    assert.equal(
      all.err,
      `${documents.length} policies, because IAM limits one to 6,144 characters. Attach all of them to the role; --part 1 to --part ${documents.length} prints a single one.\n`,
    );
    const second = await secureOrigin("deployer-policy", state, "--part", "2");
    assert.deepEqual([JSON.parse(second.out), second.err], [documents[1], ""]);
    const none = await secureOrigin("deployer-policy", state, "--part", "99");
    assert.deepEqual(
      [none.code, none.err],
      [
        2,
        `secure-origin: --part 99: the last policy is number ${documents.length}\n  use 1 to ${documents.length}\n`,
      ],
    );
  });

  it("allows a preview alone the lookups of the program", async () => {
    const run = await secureOrigin("deployer-policy", stateOf(vpc, record), "--preview");
    assert.deepEqual([run.code, run.err], [0, ""]);
    assert.deepEqual(
      policyOf(run.out).Statement.map(({ Action, Resource }) => [Action.join(" "), ...Resource]),
      [
        ["route53:GetHostedZone route53:ListTagsForResource", "arn:aws:route53:::hostedzone/Z0OLD"],
        ["route53:ListHostedZones sts:GetCallerIdentity", "*"],
      ],
    );
  });

  it("prints the trust policy for the workflows of one branch or one environment", async () => {
    const args = [
      "deployer-policy",
      "--trust",
      "github",
      "--repository",
      "octo/shop",
      "--account",
      "444455556666",
    ];
    const statementOf = (subject: string) => ({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: {
            Federated: "arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com",
          },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": subject,
            },
          },
        },
      ],
    });
    for (const [flags, subject] of [
      [[], "repo:octo/shop:ref:refs/heads/main"],
      [["--branch", "release"], "repo:octo/shop:ref:refs/heads/release"],
      [["--environment", "prod"], "repo:octo/shop:environment:prod"],
    ] as const) {
      const run = await secureOrigin(...args, ...flags);
      assert.deepEqual([run.code, JSON.parse(run.out)], [0, statementOf(subject)]);
    }
    const ofState = await secureOrigin(
      "deployer-policy",
      stateOf(vpc, record),
      ...["--trust", "github", "--repository", "octo/shop"],
    );
    assert.ok(ofState.out.includes("arn:aws:iam::111122223333:oidc-provider/"));
  });

  const trust = ["--trust", "github", "--repository", "octo/shop"];
  const wrong: readonly (readonly [readonly string[], string, string])[] = [
    [[], "give a state or --stack, one of them", "for example: deployer-policy --stack dev"],
    [["--account", "1"], "--account 1 is not an account id", "use its 12 digits"],
    [["--hosted-zone", "x"], "--hosted-zone x is not a hosted zone id", "use an id such as Z0123456789ABC"],
    [["--part", "0"], "--part 0 is not the number of a policy", "use a whole number from 1"],
    [["--branch", "x"], "--repository, --branch and --environment need --trust", "add --trust github"],
    [["--trust", "github"], "--trust needs --repository", "use the form OWNER/NAME"],
    [
      ["--trust", "github", "--repository", "shop"],
      "--repository shop is not a repository",
      "use the form OWNER/NAME",
    ],
    [
      [...trust, "--branch", "a", "--environment", "b"],
      "--branch and --environment exclude each other",
      "use one of them",
    ],
    [
      [...trust, "--branch", "*"],
      "* is not the name of a branch or an environment",
      "use a name without wildcards or spaces",
    ],
  ];
  for (const [args, message, remedy] of wrong) {
    it(`refuses the command line ${args.join(" ") || "without a state"}`, async () => {
      const run = await secureOrigin("deployer-policy", ...args);
      assert.deepEqual([run.code, run.out, run.err], [2, "", `secure-origin: ${message}\n  ${remedy}\n`]);
    });
  }

  it("refuses another account without its hosted zone, a state without AWS resources, and a missing file", async () => {
    const moved = await secureOrigin("deployer-policy", stateOf(vpc, record), "--account", "444455556666");
    assert.deepEqual(
      [moved.code, moved.err],
      [
        2,
        "secure-origin: --account 444455556666: the state and its hosted zone belong to account 111122223333\n" +
          "  name the zone of the other account as well: --hosted-zone Z…\n",
      ],
    );
    const empty = await secureOrigin("deployer-policy", stateOf());
    assert.deepEqual(
      [empty.code, empty.err],
      [
        1,
        "secure-origin: the state has no resource with an ARN\n" +
          "  use the state of a deployed stack: on AWS, or in the local cloud (npm start)\n",
      ],
    );
    const missing = await secureOrigin("deployer-policy", "missing.json");
    assert.deepEqual(
      [missing.code, missing.err],
      [
        1,
        "secure-origin: missing.json is not a JSON file\n  give the file that pulumi stack export writes\n",
      ],
    );
  });
});
