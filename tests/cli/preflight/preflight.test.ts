/** The checks with AWS's own clients, against a stand-in for an account, with each problem in turn. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allActions } from "../../../cli/deployerPolicy/statements";
import { connect, missingPackages } from "../../../cli/preflight/aws/clients";
import { checkAll } from "../../../cli/preflight/checkAll";
import type { Finding } from "../../../cli/preflight/finding";
import { readStackToCheck, type StackToCheck } from "../../../cli/preflight/readStack";
import type { SiteSettings } from "../../../cli/preflight/requirements";
import { projectFolder } from "../../../local/run/project";
import { inFolder } from "../support";
import { withAws } from "./awsEnvironment";
import { type Answers, AwsStandIn, Refusal } from "./awsStandIn";
import * as ready from "./readyAccount";

const blocked = `<PublicAccessBlockConfiguration>${["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"].map((name) => `<${name}>true</${name}>`).join("")}</PublicAccessBlockConfiguration>`;
const aes =
  "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>";

/** Writes a state of prod to the local cloud's backend. */
function writeState(root: string): void {
  const folder = join(root, "backend", ".pulumi", "stacks", "secure-origin");
  mkdirSync(folder, { recursive: true });
  const resource = (type: string, outputs: object) => ({
    urn: `urn:pulumi:prod::secure-origin::${type}::one`,
    type,
    outputs,
  });
  const resources = [
    resource("aws:cloudfront/distribution:Distribution", {
      id: "E1OWN",
      arn: "arn:aws:cloudfront::111122223333:distribution/E1OWN",
    }),
    resource("aws:route53/record:Record", { fqdn: "members.example.com", zoneId: "Z0123456789ABCDEFGHIJ" }),
  ];
  writeFileSync(join(folder, "prod.json"), JSON.stringify({ checkpoint: { latest: { resources } } }));
}

describe("secure-origin preflight", () => {
  let aws: AwsStandIn;
  let empty: string;
  before(async () => {
    aws = await AwsStandIn.start();
    empty = mkdtempSync(join(tmpdir(), "secure-origin-preflight-"));
  });
  after(async () => {
    await aws.stop();
    rmSync(empty, { recursive: true, force: true });
  });

  const stackOf = (flags: SiteSettings = {}): Promise<StackToCheck> =>
    readStackToCheck({ stack: "prod", cwd: projectFolder }, flags);
  interface Run {
    readonly flags?: SiteSettings;
    readonly expected?: string;
    readonly nameServers?: readonly string[];
  }
  /** Runs the checks against the ready account, with a test's changes. */
  const findings = async (
    changed: Answers = {},
    { flags, expected, nameServers = ready.nameServers }: Run = {},
  ): Promise<readonly Finding[]> => {
    aws.answers = { ...ready.readyAccount, ...changed };
    return withAws({ AWS_ENDPOINT_URL: aws.url }, async () => {
      const resolve = () => Promise.resolve([...nameServers]);
      return checkAll(await connect("eu-west-1"), await stackOf(flags), { expected, resolve });
    });
  };
  /** Returns the findings that are not ok, one line each. */
  const problems = async (...args: Parameters<typeof findings>): Promise<string[]> =>
    (await findings(...args))
      .filter(({ verdict }) => verdict !== "ok")
      .map(({ check, verdict, seen, fix }) => `${verdict} ${check}: ${seen} → ${fix ?? ""}`);

  it("finds no problem in a ready account, and prints what it checked", async () => {
    const found = await findings();
    const { length: actions } = allActions();
    assert.ok(actions > 300);
    assert.deepEqual(
      found.map(({ verdict, check, seen }) => `${verdict} ${check}: ${seen}`),
      [
        "ok caller: arn:aws:sts::111122223333:assumed-role/ci/run in account 111122223333",
        `ok permissions: IAM allows all ${actions} actions`,
        "ok hosted zone: example.com is Z0123456789ABCDEFGHIJ",
        "ok delegation: example.com is delegated to Z0123456789ABCDEFGHIJ",
        "ok DNS records: the zone has none for members.example.com, origin-public.members.example.com, origin-signed.members.example.com",
        "ok validation records: the zone has none for members.example.com, origin-public.members.example.com, origin-signed.members.example.com",
        "ok CloudFront verified: the account has 1 distribution(s)",
        "ok aliases: no distribution of this account has members.example.com",
        "ok quota: vCPUs of on-demand instances: 2 in use, this stack adds 6 at first and up to 36, the quota is 64",
        "ok quota: Elastic IP addresses: 1 in use, this stack adds 3, the quota is 5",
        "ok quota: VPCs: 1 in use, this stack adds 1, the quota is 5",
        "ok quota: application load balancers: 1 in use, this stack adds 1, the quota is 50",
        "ok quota: distributions: 1 in use, this stack adds 1, the quota is 200",
        "ok quota: VPC origins: 0 in use, this stack adds 1, the quota is 25",
        "ok quota: key groups: 1 in use, this stack adds 1, the quota is 10",
        "ok service-linked roles: the account has all of them",
        "ok log resource policies in us-east-1: 2 of 10",
        "ok CloudFront's security group: none exists",
      ],
    );
  });

  it("makes only reading calls", async () => {
    aws.operations.length = 0;
    await findings();
    assert.ok(aws.operations.length > 15);
    assert.deepEqual(
      aws.operations.filter((operation) => !/^(Get|List|Describe|Simulate|Head)/.test(operation)),
      [],
    );
  });

  const problemCases: [string, Answers, Run, string][] = [
    [
      "an unexpected account",
      {},
      { expected: "999999999999" },
      "blocker caller: arn:aws:sts::111122223333:assumed-role/ci/run in account 111122223333 → use credentials of account 999999999999, or change --account",
    ],
    [
      "no hosted zone",
      { ListHostedZonesByName: ready.zonesAnswer() },
      {},
      "blocker hosted zone: there is no public hosted zone example.com in this account → create one: aws route53 create-hosted-zone --name example.com --caller-reference 1",
    ],
    [
      "two hosted zones with the name",
      { ListHostedZonesByName: ready.zonesAnswer("Z1", "Z2") },
      {},
      "blocker hosted zone: there are 2 public hosted zones example.com: Z1, Z2 → delete those that the domain is not delegated to, since the program looks its zone up by name",
    ],
    [
      "a domain delegated elsewhere",
      {},
      { nameServers: ["NS1.registrar.example."] },
      "blocker delegation: example.com is delegated to ns1.registrar.example, not to Z0123456789ABCDEFGHIJ → set the domain's name servers, at the registrar or in the parent zone, to ns-1.awsdns-01.org, ns-2.awsdns-02.com",
    ],
    [
      "the name on another distribution",
      { ListDistributions: ready.distributionsAnswer({ E1OLD: "members.example.com" }) },
      {},
      "blocker aliases: another distribution of this account already has the name: members.example.com on E1OLD → remove the name from that distribution, or choose another domainName for this stack",
    ],
    [
      "an existing DNS record",
      { ListResourceRecordSets: ready.recordsAnswer(["CNAME", "members.example.com", "old.example.net."]) },
      {},
      "blocker DNS records: the zone has CNAME members.example.com → delete these records once nothing uses them, or choose other names",
    ],
    [
      "a validation record of an earlier certificate",
      {
        ListResourceRecordSets: ready.recordsAnswer([
          "CNAME",
          "_0a1b.members.example.com",
          "_2c3d.zz.acm-validations.aws.",
        ]),
      },
      {},
      "warning validation records: the zone has _0a1b.members.example.com from an earlier certificate → the stack takes them over, and its destroy deletes them: if a certificate in use needs them for renewal, set certificates to that one",
    ],
    [
      "too few vCPUs to deploy",
      {
        ListServiceQuotas: ready.quotasAnswer({
          "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances": 5,
        }),
      },
      {},
      "blocker quota: vCPUs of on-demand instances: 2 in use, this stack adds 6 at first and up to 36, the quota is 5 → request at least 38 in Service Quotas (ec2), which may take days, or reduce the stack",
    ],
    [
      "too few Elastic IP addresses",
      { DescribeAddresses: ready.addressesAnswer(4) },
      {},
      "blocker quota: Elastic IP addresses: 4 in use, this stack adds 3, the quota is 5 → request at least 7 in Service Quotas (ec2), which may take days, or reduce the stack",
    ],
    [
      "too few VPCs",
      { DescribeVpcs: ready.vpcsAnswer(5) },
      {},
      "blocker quota: VPCs: 5 in use, this stack adds 1, the quota is 5 → request at least 6 in Service Quotas (vpc), which may take days, or reduce the stack",
    ],
    [
      "too few load balancers",
      { DescribeLoadBalancers: ready.loadBalancersAnswer(50) },
      {},
      "blocker quota: application load balancers: 50 in use, this stack adds 1, the quota is 50 → request at least 51 in Service Quotas (elasticloadbalancing), which may take days, or reduce the stack",
    ],
    [
      "too few distributions",
      { ListServiceQuotas: ready.quotasAnswer({ "Web distributions per AWS account": 1 }) },
      {},
      "blocker quota: distributions: 1 in use, this stack adds 1, the quota is 1 → request at least 2 in Service Quotas (cloudfront), which may take days, or reduce the stack",
    ],
    [
      "too few VPC origins",
      { ListVpcOrigins: ready.vpcOriginsAnswer(25) },
      {},
      "blocker quota: VPC origins: 25 in use, this stack adds 1, the quota is 25 → request at least 26 in Service Quotas (cloudfront), which may take days, or reduce the stack",
    ],
    [
      "too few key groups",
      { ListKeyGroups: ready.keyGroupsAnswer(10) },
      {},
      "blocker quota: key groups: 10 in use, this stack adds 1, the quota is 10 → request at least 11 in Service Quotas (cloudfront), which may take days, or reduce the stack",
    ],
    [
      "the maximum number of log resource policies",
      { DescribeResourcePolicies: ready.logPoliciesAnswer(10) },
      {},
      "blocker log resource policies in us-east-1: 10 of 10 → delete unused ones: aws logs describe-resource-policies --region us-east-1",
    ],
    [
      "CloudFront's security group of a deleted stack",
      { DescribeSecurityGroups: ready.serviceGroupsAnswer("vpc-9") },
      {},
      "warning CloudFront's security group: sg-0 in vpc-9 still exists, but the account has no VPC origin → delete it before deleting its VPC: aws ec2 delete-security-group --group-id sg-0",
    ],
    [
      "an account without any distribution",
      { ListDistributions: ready.distributionsAnswer({}) },
      {},
      'warning CloudFront verified: the account has no distribution yet, and AWS may have to verify it first → if the first distribution is refused with "Your account must be verified", open a case with AWS Support',
    ],
    [
      "denied permissions",
      { SimulatePrincipalPolicy: ready.simulationAnswer(["ec2:CreateVpc", "cloudfront:CreateVpcOrigin"]) },
      {},
      "warning permissions: IAM denies 2 of ACTIONS actions: cloudfront:CreateVpcOrigin, ec2:CreateVpc, simulated on all resources because the stack has no state → attach the policies that secure-origin deployer-policy prints",
    ],
    [
      "a bucket in another account",
      { HeadBucket: 403 },
      { flags: { buckets: ["taken"] } },
      "blocker bucket: taken already exists in another account → choose another name",
    ],
    [
      "an existing bucket that is not there",
      { HeadBucket: 404 },
      {
        flags: {
          signedBucket: { bucketName: "videos", bucketDomainName: "videos.s3.eu-west-1.amazonaws.com" },
        },
      },
      "blocker signedBucket: there is no bucket videos → create it, or leave signedBucket out: the stack then creates one",
    ],
    [
      "an existing bucket whose policy the stack would replace",
      { HeadBucket: 200, GetPublicAccessBlock: blocked, GetBucketPolicy: "{}", GetBucketEncryption: aes },
      {
        flags: {
          publicBucket: {
            bucketName: "assets",
            bucketDomainName: "assets.s3.eu-west-1.amazonaws.com",
            writePolicy: true,
          },
        },
      },
      "warning publicBucket: assets has a policy, which the stack replaces → keep a copy, or set writePolicy to false and add the statement of the output filesBucketPolicies to it",
    ],
    [
      "an existing bucket whose settings the caller may not read",
      { HeadBucket: 200 },
      {
        flags: {
          publicBucket: { bucketName: "assets", bucketDomainName: "assets.s3.eu-west-1.amazonaws.com" },
        },
      },
      "warning publicBucket: not checked: AccessDenied → allow the caller s3:ListBucket, s3:GetBucketPublicAccessBlock, s3:GetBucketPolicy, s3:GetEncryptionConfiguration, kms:GetKeyPolicy",
    ],
    [
      "a user pool with the prefix",
      { DescribeUserPoolDomain: { DomainDescription: { UserPoolId: "eu-west-1_abc" } } },
      { flags: { userPoolDomain: "shop" } },
      "blocker user pool domain: user pool eu-west-1_abc already uses shop → choose another prefix",
    ],
  ];
  problemCases.push([
    "missing service-linked roles",
    { GetRole: new Refusal("NoSuchEntity") },
    {},
    "warning service-linked roles: the first deployment creates AWSServiceRoleForAutoScaling, AWSServiceRoleForElasticLoadBalancing, AWSServiceRoleForCloudFrontVPCOrigin, AWSServiceRoleForKeyManagementServiceMultiRegionKeys → allow the caller iam:CreateServiceLinkedRole, or create them first: aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com; aws iam create-service-linked-role --aws-service-name elasticloadbalancing.amazonaws.com; aws iam create-service-linked-role --aws-service-name vpcorigin.cloudfront.amazonaws.com; aws iam create-service-linked-role --aws-service-name mrk.kms.amazonaws.com",
  ]);
  for (const [what, answers, run, expected] of problemCases) {
    it(`finds ${what}, and nothing else`, async () => {
      const found = (await problems(answers, run)).map((line) =>
        line.replace(/of \d+ actions/, "of ACTIONS actions"),
      );
      assert.deepEqual(found, [expected]);
    });
  }

  it("accepts available names", async () => {
    const flags = { buckets: ["free"], userPoolDomain: "shop" };
    assert.deepEqual(await problems({ HeadBucket: 404, DescribeUserPoolDomain: {} }, { flags }), []);
  });

  it("recognises the stack's own resources in the account of its state, and simulates permissions on them", async () => {
    const asked: string[] = [];
    const answers: Answers = {
      ...ready.readyAccount,
      ListDistributions: ready.distributionsAnswer({ E1OWN: "members.example.com" }),
      ListResourceRecordSets: ready.recordsAnswer(["A", "members.example.com", "192.0.2.1"]),
      SimulatePrincipalPolicy: (parameters) => {
        asked.push(
          ...[...parameters].flatMap(([name, value]) => (name.startsWith("ResourceArns") ? [value] : [])),
        );
        return ready.simulationAnswer(["cloudfront:DeleteDistribution"])(parameters);
      },
    };
    writeState(empty);
    const run = () =>
      withAws({ AWS_ENDPOINT_URL: aws.url }, () =>
        inFolder(empty, "preflight", "-C", projectFolder, "--stack", "prod", "--json"),
      );
    try {
      aws.answers = { ...answers, ListHostedZonesByName: new Refusal("Throttled") };
      const own = await run();
      const blockers = (JSON.parse(own.out) as Finding[]).filter(({ verdict }) => verdict === "blocker");
      assert.deepEqual(
        blockers.map(({ check, seen }) => `${check}: ${seen.replace(/of \d+/, "of ALL")}`),
        ["permissions: IAM denies 1 of ALL actions: cloudfront:DeleteDistribution"],
      );
      assert.ok(asked.includes("arn:aws:cloudfront::111122223333:distribution/*"));
      aws.answers = {
        ...answers,
        GetCallerIdentity: ready.callerAnswer("444455556666"),
      };
      const others = JSON.parse((await run()).out) as Finding[];
      const taken = others.filter(({ verdict, check }) => verdict === "blocker" && check !== "delegation");
      assert.deepEqual(
        taken.map(({ check }) => check),
        ["permissions", "DNS records", "aliases"],
      );
      assert.ok(asked.includes("arn:aws:cloudfront::444455556666:distribution/*"));
    } finally {
      rmSync(join(empty, "backend"), { recursive: true });
    }
  });

  it("warns about checks that it may not run, with the missing permission, and blocks nothing", async () => {
    aws.answers = { GetCallerIdentity: ready.readyAccount.GetCallerIdentity ?? "" };
    const found = await withAws({ AWS_ENDPOINT_URL: aws.url }, () =>
      inFolder(empty, "preflight", "-C", projectFolder, "--stack", "prod"),
    );
    assert.equal(found.code, 0, found.err);
    assert.equal(found.err, "14 checks: 1 ok, 13 warnings, 0 blockers.\n");
    const [first, ...lines] = found.out.trimEnd().split("\n");
    assert.match(first ?? "", /^ok {7}caller: arn:aws:sts::111122223333:/);
    assert.deepEqual(
      lines.filter(
        (_, index) =>
          index % 2 === 0 &&
          !/^warning {2}.+: not checked: (AccessDenied|Unauthorized)/.test(lines[index] ?? ""),
      ),
      [],
    );
    assert.ok(
      found.out.includes(
        "warning  quota: VPCs: not checked: UnauthorizedOperation\n           allow the caller ec2:DescribeVpcs\n",
      ),
    );
  });

  it("exits with 3 for a blocker, and prints the findings as JSON", async () => {
    aws.answers = { ...ready.readyAccount, ListHostedZonesByName: ready.zonesAnswer() };
    const run = await withAws({ AWS_ENDPOINT_URL: aws.url }, () =>
      inFolder(empty, "preflight", "-C", projectFolder, "--stack", "prod", "--json"),
    );
    assert.deepEqual([run.code, run.err], [3, "15 checks: 14 ok, 0 warnings, 1 blockers.\n"]);
    const zone = (JSON.parse(run.out) as Finding[]).find(({ check }) => check === "hosted zone");
    assert.equal(zone?.verdict, "blocker");
  });

  it("checks another program's stack from flags", async () => {
    aws.answers = { ...ready.readyAccount, ListHostedZonesByName: ready.zonesAnswer() };
    const flags = [
      "--domain-name",
      "a.shop.example",
      "--hosted-zone",
      "shop.example",
      "--region",
      "eu-west-1",
    ];
    const run = await withAws({ AWS_ENDPOINT_URL: aws.url }, () =>
      inFolder(empty, "preflight", "-C", projectFolder, "--stack", "none", ...flags),
    );
    assert.equal(run.code, 3, run.err);
    assert.ok(run.out.includes("there is no public hosted zone shop.example in this account"), run.out);
    assert.ok(run.out.includes("no distribution of this account has a.shop.example"), run.out);
  });

  it("fails in one line if AWS does not know the caller", async () => {
    aws.answers = {};
    const run = await withAws({ AWS_ENDPOINT_URL: aws.url }, () =>
      inFolder(empty, "preflight", "-C", projectFolder, "--stack", "prod"),
    );
    assert.deepEqual(
      [run.code, run.out, run.err],
      [
        1,
        "",
        "secure-origin: cannot identify the caller with AWS: AccessDenied\n" +
          "  set valid AWS credentials, for example with AWS_PROFILE\n",
      ],
    );
  });

  it("names the packages to install when the bundle runs without AWS clients", () => {
    const folder = join(empty, "packaged");
    mkdirSync(join(folder, "cli"), { recursive: true });
    for (const path of [
      "cli/secure-origin.js",
      "cli/dist",
      "package.json",
      "Pulumi.yaml",
      "Pulumi.prod.yaml",
    ]) {
      cpSync(join(projectFolder, path), join(folder, path), { recursive: true });
    }
    const args = [join(folder, "cli", "secure-origin.js"), "preflight", "--stack", "prod"];
    const env = { PATH: process.env.PATH, SECURE_ORIGIN_LOCAL_DIR: folder };
    const run = spawnSync(process.execPath, args, { encoding: "utf8", cwd: folder, env });
    assert.equal(run.status, 1);
    assert.match(
      run.stderr,
      /^secure-origin: preflight needs AWS clients that are not installed: @aws-sdk\/client-cloudfront, .+\n {2}npm install @aws-sdk\/client-cloudfront @aws-sdk\/client-cloudwatch-logs @aws-sdk\/client-ec2 .+\n$/,
    );
  });

  it("names the missing packages, and the command that installs them", () => {
    const { message, remedy } = missingPackages(["@aws-sdk/client-sts", "@aws-sdk/client-ec2"]);
    assert.equal(
      `${message}\n${remedy}`,
      "preflight needs AWS clients that are not installed: @aws-sdk/client-ec2, @aws-sdk/client-sts\n" +
        "npm install @aws-sdk/client-ec2 @aws-sdk/client-sts",
    );
  });

  const wrong: readonly (readonly [readonly string[], string])[] = [
    [["--account", "1"], "--account 1 is not an account id\n  use its 12 digits"],
    [
      ["--max-instances", "many"],
      "--max-instances many is not a number of instances\n  use a whole number from 1 to 9999",
    ],
    [["--stack", "none"], "there is no file Pulumi.none.yaml\n  add the setting, or use --region"],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(" ")}`, async () => {
      const run = await inFolder(empty, "preflight", ...args);
      assert.deepEqual([run.code, run.out, run.err], [2, "", `secure-origin: ${message}\n`]);
    });
  }
});
