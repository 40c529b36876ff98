/** The checks against moto's server, in accounts that AWS's own clients set up, with each problem in turn. */
import assert from "node:assert/strict";
import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import { CloudWatchLogsClient, PutResourcePolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  AllocateAddressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { connect } from "../../../cli/preflight/aws/clients";
import { checkAll } from "../../../cli/preflight/checkAll";
import { linkedRolesOf } from "../../../cli/preflight/decisions/linkedRoles";
import type { Finding } from "../../../cli/preflight/finding";
import { readStackToCheck } from "../../../cli/preflight/readStack";
import { projectFolder } from "../../../local/run/project";
import { withAws } from "./awsEnvironment";
import { AwsStandIn } from "./awsStandIn";
import { MotoServer } from "./motoServer";
import { quotasAnswer } from "./readyAccount";

const region = "eu-west-1";
const us = { region: "us-east-1" };

async function createZone(): Promise<{ id: string; nameServers: string[] }> {
  const reference = `${Date.now()}-${Math.random()}`;
  const { HostedZone, DelegationSet } = await new Route53Client(us).send(
    new CreateHostedZoneCommand({ Name: "example.com", CallerReference: reference }),
  );
  return { id: HostedZone?.Id ?? "", nameServers: DelegationSet?.NameServers ?? [] };
}

async function createRecord(zoneId: string, name: string, value: string): Promise<void> {
  const change: Change = {
    Action: "CREATE",
    ResourceRecordSet: { Name: name, Type: "CNAME", TTL: 300, ResourceRecords: [{ Value: value }] },
  };
  await new Route53Client(us).send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes: [change] } }),
  );
}

async function createDistribution(alias: string): Promise<void> {
  const origin = {
    Id: "o",
    DomainName: "example.net",
    CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "https-only" },
  } as const;
  await new CloudFrontClient(us).send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: alias,
        Comment: "",
        Enabled: true,
        Aliases: { Quantity: 1, Items: [alias] },
        Origins: { Quantity: 1, Items: [origin] },
        DefaultCacheBehavior: {
          TargetOriginId: "o",
          ViewerProtocolPolicy: "https-only",
          // oxlint-disable-next-line typescript/no-deprecated -- moto asks for it
          ForwardedValues: { QueryString: false, Cookies: { Forward: "none" } },
          // oxlint-disable-next-line typescript/no-deprecated -- the same
          MinTTL: 0,
        },
      },
    }),
  );
}

describe("secure-origin preflight against moto's server", function () {
  this.timeout(600_000);
  let moto: MotoServer;
  let quotas: AwsStandIn;
  before(async () => {
    moto = await MotoServer.start();
    // moto has only the quotas of VPCs.
    quotas = await AwsStandIn.start({ ListServiceQuotas: quotasAnswer() });
  });
  after(async () => {
    moto.stop();
    await quotas.stop();
  });
  beforeEach(() => moto.reset());

  const inMoto = <T>(run: () => Promise<T>): Promise<T> =>
    withAws(
      { AWS_ENDPOINT_URL: moto.url, AWS_ENDPOINT_URL_SERVICE_QUOTAS: quotas.url, AWS_REGION: region },
      run,
    );

  /** Sets up an account, and returns the findings. */
  const findings = (
    make: (zoneId: string) => Promise<unknown>,
    flags: { buckets?: string[]; userPoolDomain?: string } = {},
  ): Promise<readonly Finding[]> =>
    inMoto(async () => {
      const { id, nameServers } = await createZone();
      await make(id);
      const stack = await readStackToCheck({ stack: "prod", cwd: projectFolder }, flags);
      const resolve = () => Promise.resolve(nameServers);
      return checkAll(await connect(region), stack, { expected: "123456789012", resolve });
    });

  const blockers = async (...args: Parameters<typeof findings>): Promise<string[]> =>
    (await findings(...args)).filter(({ verdict }) => verdict === "blocker").map(({ check }) => check);

  const times = async (count: number, make: (index: number) => Promise<unknown>): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      await make(index);
    }
  };

  it("finds no blocker in an account with a delegated zone, and completes all checks but the two that moto lacks", async () => {
    const found = await inMoto(async () => {
      const { nameServers } = await createZone();
      await createDistribution("shop.example.com");
      // By name, since moto gives the linked roles of unknown services other names than AWS does.
      for (const RoleName of Object.values(linkedRolesOf({ instances: {}, replicatesKey: true }))) {
        await new IAMClient(us).send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: "{}" }));
      }
      const stack = await readStackToCheck({ stack: "prod", cwd: projectFolder }, {});
      const resolve = () => Promise.resolve(nameServers);
      return checkAll(await connect(region), stack, { expected: "123456789012", resolve });
    });
    const problems = found.filter(({ verdict }: Finding) => verdict !== "ok");
    assert.deepEqual(
      problems.map(({ check, verdict, seen }) => `${verdict} ${check}: ${seen}`),
      // moto lacks IAM's simulator and VPC origins.
      ["warning permissions: not checked: Error", "warning quota: VPC origins: not checked: Error"],
    );
  });

  const problemCases: readonly (readonly [
    string,
    (zoneId: string) => Promise<unknown>,
    string,
    Finding["verdict"]?,
  ])[] = [
    ["a second zone of the name", createZone, "hosted zone"],
    [
      "an existing DNS record",
      (zone) => createRecord(zone, "members.example.com", "old.example.net"),
      "DNS records",
    ],
    [
      "a validation record of an earlier certificate",
      (zone) => createRecord(zone, "_0a1b.members.example.com", "_2c3d.zz.acm-validations.aws"),
      "validation records",
      "warning",
    ],
    ["the name on another distribution", () => createDistribution("members.example.com"), "aliases"],
    [
      "too few Elastic IP addresses",
      () => times(4, () => new EC2Client({ region }).send(new AllocateAddressCommand({ Domain: "vpc" }))),
      "quota: Elastic IP addresses",
    ],
    [
      "too few VPCs",
      () =>
        times(5, (index) =>
          new EC2Client({ region }).send(new CreateVpcCommand({ CidrBlock: `10.${index}.0.0/16` })),
        ),
      "quota: VPCs",
    ],
    [
      "the maximum number of log resource policies",
      () =>
        times(10, (index) =>
          new CloudWatchLogsClient(us).send(
            new PutResourcePolicyCommand({ policyName: `p${index}`, policyDocument: "{}" }),
          ),
        ),
      "log resource policies in us-east-1",
    ],
  ];
  for (const [what, make, check, verdict = "blocker"] of problemCases) {
    it(`finds ${what}`, async () => {
      const found = await findings(make);
      const blocking = found.filter((each) => each.verdict === "blocker").map((each) => each.check);
      assert.deepEqual(blocking, verdict === "blocker" ? [check] : []);
      assert.equal(found.find((each) => each.check === check)?.verdict, verdict);
    });
  }

  it("finds that names chosen by a program are taken", async () => {
    const make = async (): Promise<void> => {
      const cognito = new CognitoIdentityProviderClient({ region });
      const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: "old" }));
      await cognito.send(new CreateUserPoolDomainCommand({ Domain: "shop", UserPoolId: UserPool?.Id }));
      const s3 = new S3Client({ region, forcePathStyle: true });
      const place = { LocationConstraint: region } as const;
      await s3.send(new CreateBucketCommand({ Bucket: "taken", CreateBucketConfiguration: place }));
    };
    const flags = { buckets: ["taken", "free"], userPoolDomain: "shop" };
    assert.deepEqual(await blockers(make, flags), ["user pool domain", "bucket"]);
  });

  it("reads what existing buckets block, who may read them, and the policy of their key", async () => {
    const states = await inMoto(async () => {
      const s3 = new S3Client({ region, forcePathStyle: true });
      const place = { CreateBucketConfiguration: { LocationConstraint: region } } as const;
      const [open, closed] = [{ Bucket: "open" }, { Bucket: "closed" }];
      await s3.send(new CreateBucketCommand({ ...open, ...place }));
      await s3.send(new CreateBucketCommand({ ...closed, ...place }));
      const all = {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      };
      await s3.send(new PutPublicAccessBlockCommand({ ...closed, PublicAccessBlockConfiguration: all }));
      await s3.send(new PutBucketPolicyCommand({ ...closed, Policy: '{"Statement":[]}' }));
      const { KeyMetadata } = await new KMSClient({ region }).send(new CreateKeyCommand({}));
      const byDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KeyMetadata?.Arn } as const;
      await s3.send(
        new PutBucketEncryptionCommand({
          ...closed,
          ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }] },
        }),
      );
      const { fetchExistingBucket } = await import("../../../cli/preflight/aws/existingBuckets");
      return {
        key: KeyMetadata?.Arn ?? "",
        found: await Promise.all(["open", "closed", "none"].map((name) => fetchExistingBucket(name, region))),
      };
    });
    const [open, closed, none] = states.found;
    const everything = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];
    assert.deepEqual(open, { kind: "found", unblocked: everything, policy: undefined, key: undefined });
    assert.ok(closed?.kind === "found");
    assert.deepEqual(
      [closed.unblocked, closed.policy, closed.key?.id],
      [["RestrictPublicBuckets"], '{"Statement":[]}', states.key],
    );
    assert.match(closed.key?.policy ?? "", /"Effect": ?"Allow"/);
    assert.deepEqual(none, { kind: "missing" });
  });

  it("finds CloudFront's security group of a deleted stack", async () => {
    const groups = await inMoto(async () => {
      const ec2 = new EC2Client({ region });
      const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
      const name = "CloudFront-VPCOrigins-Service-SG";
      await ec2.send(
        new CreateSecurityGroupCommand({ GroupName: name, Description: "x", VpcId: Vpc?.VpcId }),
      );
      const { fetchServiceGroups } = await import("../../../cli/preflight/aws/leftovers");
      return { found: await fetchServiceGroups(await connect(region)), vpc: Vpc?.VpcId };
    });
    assert.deepEqual(
      groups.found.map(({ vpcId }) => vpcId),
      [groups.vpc],
    );
  });
});
