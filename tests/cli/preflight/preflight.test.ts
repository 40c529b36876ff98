/** The checks with AWS's own clients, on a server that answers as an account does, with each blocker planted. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allActions } from "../../../cli/deployerPolicy/statements";
import { connect, missingPackages } from "../../../cli/preflight/aws/clients";
import { checkAll } from "../../../cli/preflight/checkAll";
import type { Finding } from "../../../cli/preflight/finding";
import { readStackToCheck, type StackToCheck } from "../../../cli/preflight/readWanted";
import type { SiteSettings } from "../../../cli/preflight/wanted";
import { projectFolder } from "../../../local/run/project";
import { inFolder } from "../support";
import { withAws } from "./awsEnvironment";
import { type Answers, AwsStandIn, Refusal } from "./awsStandIn";
import * as ready from "./readyAccount";

/** Puts a state of prod where the local cloud keeps it. */
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
  /** What is found in the account that is ready, but for what a test changes. */
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
  /** The findings that are not ok, as one line each. */
  const problems = async (...args: Parameters<typeof findings>): Promise<string[]> =>
    (await findings(...args))
      .filter(({ verdict }) => verdict !== "ok")
      .map(({ check, verdict, seen, fix }) => `${verdict} ${check}: ${seen} → ${fix ?? ""}`);

  it("finds nothing in an account that is ready, and says what it saw", async () => {
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
        "ok CloudFront's security group: none is left",
      ],
    );
  });

  it("reads only", async () => {
    aws.operations.length = 0;
    await findings();
    assert.ok(aws.operations.length > 15);
    assert.deepEqual(
      aws.operations.filter((operation) => !/^(Get|List|Describe|Simulate|Head)/.test(operation)),
      [],
    );
  });

  const planted: [string, Answers, Run, string][] = [
    [
      "another account than the expected one",
      {},
      { expected: "999999999999" },
      "blocker caller: arn:aws:sts::111122223333:assumed-role/ci/run in account 111122223333 → use credentials of account 999999999999, or another --account",
    ],
    [
      "no hosted zone",
      { ListHostedZonesByName: ready.zonesAnswer() },
      {},
      "blocker hosted zone: there is no public hosted zone example.com in this account → create it: aws route53 create-hosted-zone --name example.com --caller-reference 1",
    ],
    [
      "two hosted zones of the name",
      { ListHostedZonesByName: ready.zonesAnswer("Z1", "Z2") },
      {},
      "blocker hosted zone: there are 2 public hosted zones example.com: Z1, Z2 → delete those that the domain is not delegated to: the program finds a zone by its name",
    ],
    [
      "a domain that is delegated elsewhere",
      {},
      { nameServers: ["NS1.registrar.example."] },
      "blocker delegation: example.com is delegated to ns1.registrar.example, not to Z0123456789ABCDEFGHIJ → set the domain's name servers at the registrar, or in the zone above, to ns-1.awsdns-01.org, ns-2.awsdns-02.com",
    ],
    [
      "the name on another distribution",
      { ListDistributions: ready.distributionsAnswer({ E1OLD: "members.example.com" }) },
      {},
      "blocker aliases: a distribution of this account has the name: members.example.com on E1OLD → take the name off that distribution, or give this stack another domainName",
    ],
    [
      "a record of the name",
      { ListResourceRecordSets: ready.recordsAnswer(["CNAME", "members.example.com", "old.example.net."]) },
      {},
      "blocker DNS records: the zone has CNAME members.example.com → delete the records once nothing uses them, or choose other names",
    ],
    [
      "a validation record of a former certificate",
      {
        ListResourceRecordSets: ready.recordsAnswer([
          "CNAME",
          "_0a1b.members.example.com",
          "_2c3d.zz.acm-validations.aws.",
        ]),
      },
      {},
      "warning validation records: the zone has _0a1b.members.example.com from a former certificate → the stack takes them over, and its destroy deletes them: if a certificate in use is renewed by them, pass that one as certificates",
    ],
    [
      "too few vCPUs to come up",
      {
        ListServiceQuotas: ready.quotasAnswer({
          "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances": 5,
        }),
      },
      {},
      "blocker quota: vCPUs of on-demand instances: 2 in use, this stack adds 6 at first and up to 36, the quota is 5 → ask for at least 38 in Service Quotas (ec2), or want less: it may take days",
    ],
    [
      "too few Elastic IP addresses",
      { DescribeAddresses: ready.addressesAnswer(4) },
      {},
      "blocker quota: Elastic IP addresses: 4 in use, this stack adds 3, the quota is 5 → ask for at least 7 in Service Quotas (ec2), or want less: it may take days",
    ],
    [
      "too few VPCs",
      { DescribeVpcs: ready.vpcsAnswer(5) },
      {},
      "blocker quota: VPCs: 5 in use, this stack adds 1, the quota is 5 → ask for at least 6 in Service Quotas (vpc), or want less: it may take days",
    ],
    [
      "too few load balancers",
      { DescribeLoadBalancers: ready.loadBalancersAnswer(50) },
      {},
      "blocker quota: application load balancers: 50 in use, this stack adds 1, the quota is 50 → ask for at least 51 in Service Quotas (elasticloadbalancing), or want less: it may take days",
    ],
    [
      "too few distributions",
      { ListServiceQuotas: ready.quotasAnswer({ "Web distributions per AWS account": 1 }) },
      {},
      "blocker quota: distributions: 1 in use, this stack adds 1, the quota is 1 → ask for at least 2 in Service Quotas (cloudfront), or want less: it may take days",
    ],
    [
      "too few VPC origins",
      { ListVpcOrigins: ready.vpcOriginsAnswer(25) },
      {},
      "blocker quota: VPC origins: 25 in use, this stack adds 1, the quota is 25 → ask for at least 26 in Service Quotas (cloudfront), or want less: it may take days",
    ],
    [
      "too few key groups",
      { ListKeyGroups: ready.keyGroupsAnswer(10) },
      {},
      "blocker quota: key groups: 10 in use, this stack adds 1, the quota is 10 → ask for at least 11 in Service Quotas (cloudfront), or want less: it may take days",
    ],
    [
      "log resource policies up to their number",
      { DescribeResourcePolicies: ready.logPoliciesAnswer(10) },
      {},
      "blocker log resource policies in us-east-1: 10 of 10 → delete those that nothing uses: aws logs describe-resource-policies --region us-east-1",
    ],
    [
      "CloudFront's security group of a former stack",
      { DescribeSecurityGroups: ready.serviceGroupsAnswer("vpc-9") },
      {},
      "warning CloudFront's security group: sg-0 in vpc-9 is left, and the account has no VPC origin → delete it before its VPC: aws ec2 delete-security-group --group-id sg-0",
    ],
    [
      "an account that never had a distribution",
      { ListDistributions: ready.distributionsAnswer({}) },
      {},
      'warning CloudFront verified: the account has no distribution yet, and AWS verifies new accounts → if the first distribution is refused with "Your account must be verified", open a case with AWS Support',
    ],
    [
      "permissions that IAM denies",
      { SimulatePrincipalPolicy: ready.simulationAnswer(["ec2:CreateVpc", "cloudfront:CreateVpcOrigin"]) },
      {},
      "warning permissions: IAM denies 2 of ACTIONS actions: cloudfront:CreateVpcOrigin, ec2:CreateVpc, on all resources: there is no state to tell the stack's → attach the policies that secure-origin deployer-policy prints",
    ],
    [
      "a bucket that another account has",
      { HeadBucket: 403 },
      { flags: { buckets: ["taken"] } },
      "blocker bucket: taken exists, in another account → choose another name",
    ],
    [
      "a user pool with the prefix",
      { DescribeUserPoolDomain: { DomainDescription: { UserPoolId: "eu-west-1_abc" } } },
      { flags: { userPoolDomain: "shop" } },
      "blocker user pool domain: user pool eu-west-1_abc has shop → choose another prefix",
    ],
  ];
  planted.push([
    "a service-linked role that the first deployment makes",
    { GetRole: new Refusal("NoSuchEntity") },
    {},
    "warning service-linked roles: made by the first deployment: AWSServiceRoleForAutoScaling, AWSServiceRoleForElasticLoadBalancing, AWSServiceRoleForCloudFrontVPCOrigin → make them before, or let the caller: it takes iam:CreateServiceLinkedRole (aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com; aws iam create-service-linked-role --aws-service-name elasticloadbalancing.amazonaws.com; aws iam create-service-linked-role --aws-service-name vpcorigin.cloudfront.amazonaws.com)",
  ]);
  for (const [what, answers, run, expected] of planted) {
    it(`finds ${what}, and nothing else`, async () => {
      const found = (await problems(answers, run)).map((line) =>
        line.replace(/of \d+ actions/, "of ACTIONS actions"),
      );
      assert.deepEqual(found, [expected]);
    });
  }

  it("finds free names free", async () => {
    const flags = { buckets: ["free"], userPoolDomain: "shop" };
    assert.deepEqual(await problems({ HeadBucket: 404, DescribeUserPoolDomain: {} }, { flags }), []);
  });

  it("takes the stack's resources for its own in the account of its state, and asks IAM about them", async () => {
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

  it("says what it could not check and which permission it takes, and blocks nothing for that", async () => {
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
        "warning  quota: VPCs: not checked: UnauthorizedOperation\n           let the caller do ec2:DescribeVpcs\n",
      ),
    );
  });

  it("ends with 3 for a blocker, and prints its findings as JSON", async () => {
    aws.answers = { ...ready.readyAccount, ListHostedZonesByName: ready.zonesAnswer() };
    const run = await withAws({ AWS_ENDPOINT_URL: aws.url }, () =>
      inFolder(empty, "preflight", "-C", projectFolder, "--stack", "prod", "--json"),
    );
    assert.deepEqual([run.code, run.err], [3, "15 checks: 14 ok, 0 warnings, 1 blockers.\n"]);
    const zone = (JSON.parse(run.out) as Finding[]).find(({ check }) => check === "hosted zone");
    assert.equal(zone?.verdict, "blocker");
  });

  it("takes another program's stack from flags", async () => {
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

  it("fails in one line where AWS does not know the caller", async () => {
    aws.answers = {};
    const run = await withAws({ AWS_ENDPOINT_URL: aws.url }, () =>
      inFolder(empty, "preflight", "-C", projectFolder, "--stack", "prod"),
    );
    assert.deepEqual(
      [run.code, run.out, run.err],
      [
        1,
        "",
        "secure-origin: AWS does not tell who calls: AccessDenied\n" +
          "  give this process AWS credentials, for example AWS_PROFILE\n",
      ],
    );
  });

  it("says in one line what to install where no AWS client is, as its bundle runs in a package", () => {
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

  it("names the packages that are missing, and the one command that installs them", () => {
    const { message, remedy } = missingPackages(["@aws-sdk/client-sts", "@aws-sdk/client-ec2"]);
    assert.equal(
      `${message}\n${remedy}`,
      "preflight needs AWS clients that are not installed: @aws-sdk/client-ec2, @aws-sdk/client-sts\n" +
        "npm install @aws-sdk/client-ec2 @aws-sdk/client-sts",
    );
  });

  const wrong: readonly (readonly [readonly string[], string])[] = [
    [["--account", "1"], "--account: 1 is not an account id\n  give the twelve digits"],
    [
      ["--max-instances", "many"],
      "--max-instances: many is not a number of instances\n  give a whole number from 1",
    ],
    [["--stack", "none"], "there is no Pulumi.none.yaml\n  write the setting, or give --region"],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(" ")}`, async () => {
      const run = await inFolder(empty, "preflight", ...args);
      assert.deepEqual([run.code, run.out, run.err], [2, "", `secure-origin: ${message}\n`]);
    });
  }
});
