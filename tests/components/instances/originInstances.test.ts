import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { OriginInstances, type OriginInstancesArgs } from "../../../components";
import { bootVariables } from "../../../components/instances/plan/launchSettings";
import { children, find, inputsOf, record, refusal } from "../support/recorder";

const ARGS: OriginInstancesArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  targetGroupArns: ["arn:public", "arn:signed"],
  loadBalancerSecurityGroupId: "sg-balancer",
  bootScript: "#!/bin/sh\nserve\n",
};

const make = (args: Partial<OriginInstancesArgs> = {}) =>
  record((options) => new OriginInstances("site", { ...ARGS, ...args }, options));

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";

describe("OriginInstances", () => {
  it("creates an Auto Scaling group with its template, role and security group, and nothing else", async () => {
    assert.deepEqual(children(await make()), [
      "aws:autoscaling/group:Group site-group",
      "aws:autoscaling/policy:Policy site-load",
      "aws:ec2/launchTemplate:LaunchTemplate site-template",
      "aws:ec2/securityGroup:SecurityGroup site-instances",
      "aws:iam/instanceProfile:InstanceProfile site-profile",
      "aws:iam/role:Role site-role",
      "aws:iam/rolePolicy:RolePolicy site-session-manager",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule site-https",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule site-public",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule site-signed",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule site-public",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule site-signed",
    ]);
  });

  it("gives instances no public address, IMDSv2 without a hop, and encrypted volumes", async () => {
    const inputs = inputsOf(await make(), TEMPLATE, "site-template");
    assert.deepEqual(inputs.networkInterfaces, [
      {
        associatePublicIpAddress: "false",
        deleteOnTermination: "true",
        securityGroups: ["site-instances-id"],
      },
    ]);
    assert.deepEqual(inputs.metadataOptions, {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
    const [device] = inputs.blockDeviceMappings as { ebs: { encrypted: string } }[];
    assert.equal(device?.ebs.encrypted, "true");
    assert.equal(inputs.keyName, undefined);
  });

  it("admits the load balancer on the ports of the tiers, and lets the load balancer reach only those", async () => {
    const recording = await make();
    const rules = recording.made
      .filter((made) => made.type.startsWith("aws:vpc/"))
      .map(({ type, inputs }) => [
        type.includes("Ingress") ? "in" : "out",
        inputs.securityGroupId,
        inputs.fromPort,
        inputs.toPort,
        inputs.referencedSecurityGroupId ?? inputs.cidrIpv4,
      ]);
    assert.deepEqual(rules.sort(), [
      ["in", "site-instances-id", 8443, 8443, "sg-balancer"],
      ["in", "site-instances-id", 8444, 8444, "sg-balancer"],
      ["out", "sg-balancer", 8443, 8443, "site-instances-id"],
      ["out", "sg-balancer", 8444, 8444, "site-instances-id"],
      ["out", "site-instances-id", 443, 443, "0.0.0.0/0"],
    ]);
  });

  it("reaches only the endpoints of its network if it has some", async () => {
    const recording = await make({
      endpoints: { securityGroupId: "sg-endpoints", gatewayPrefixListId: "pl-s3" },
    });
    const rules = recording.made
      .filter(({ type, inputs }) => type.includes("Egress") && inputs.securityGroupId === "site-instances-id")
      .map(({ inputs }) => [
        inputs.fromPort,
        inputs.toPort,
        inputs.referencedSecurityGroupId ?? inputs.prefixListId ?? inputs.cidrIpv4,
      ]);
    assert.deepEqual(rules.sort(), [
      [443, 443, "pl-s3"],
      [443, 443, "sg-endpoints"],
    ]);
  });

  it("opens one port when both tiers share it", async () => {
    const recording = await make({ publicPort: 9000, signedPort: 9000 });
    const ingress = recording.made.filter((made) => made.type.includes("IngressRule"));
    assert.deepEqual(
      ingress.map((made) => made.inputs.fromPort),
      [9000],
    );
  });

  it("hands the boot script over as it is, with the ports behind its first line", async () => {
    const inputs = inputsOf(await make(), TEMPLATE, "site-template");
    const script = Buffer.from(String(inputs.userData), "base64").toString();
    assert.equal(script, "#!/bin/sh\nexport PUBLIC_PORT=8443\nexport SIGNED_PORT=8444\nserve\n");
  });

  it("hands further variables over as the shell reads them, whatever is in them", async () => {
    const environment = {
      APP_CONFIG: pulumi.output("s3://bucket/configurations/0a.json"),
      NOTE: 'it\'s $HOME; `id` "x"\nline',
    };
    const inputs = inputsOf(await make({ environment }), TEMPLATE, "site-template");
    const script = Buffer.from(String(inputs.userData), "base64").toString();
    const [, config] = script.split("\n");
    assert.equal(config, "export APP_CONFIG=s3://bucket/configurations/0a.json");
    const asked = script.replace(/serve\n$/, 'printf "%s" "$NOTE"\n');
    const { stdout } = spawnSync("sh", ["-c", asked], { encoding: "utf8" });
    assert.equal(stdout, environment.NOTE);
  });

  it("refuses variables that a shell does not accept, or that the component sets itself", () => {
    const ports = { PUBLIC_PORT: 1, SIGNED_PORT: 2 };
    for (const name of ["a b", "x;id", "lower", "PUBLIC_PORT"]) {
      assert.throws(
        () => bootVariables(ports, { [name]: "1" }),
        /^Error: environment is ".*names of capital/,
      );
    }
    assert.deepEqual(bootVariables(ports, { A: "1" }), { A: "1", ...ports });
  });

  it("uses the role that it is given, and creates none then", async () => {
    const role = { name: "app", arn: "arn:app", profileArn: "arn:profile" };
    const recording = await make({ role });
    assert.deepEqual(inputsOf(recording, TEMPLATE, "site-template").iamInstanceProfile, {
      arn: "arn:profile",
    });
    assert.deepEqual(
      children(recording).filter((one) => one.startsWith("aws:iam/")),
      [],
    );
  });

  it("follows the template by number, so that a new version starts an instance refresh", async () => {
    const inputs = inputsOf(await make({ minInstances: 3 }), GROUP, "site-group");
    assert.deepEqual(inputs.launchTemplate, { id: "site-template-id", version: "3" });
    assert.deepEqual([inputs.minSize, inputs.maxSize], [3, 3]);
    assert.equal(inputs.healthCheckType, "ELB");
    assert.deepEqual(inputs.instanceRefresh, {
      strategy: "Rolling",
      preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
    });
    assert.deepEqual(inputs.targetGroupArns, ["arn:public", "arn:signed"]);
  });

  it("is there only when the least number of instances is healthy behind the load balancer", async () => {
    const inputs = inputsOf(await make({ minInstances: 3 }), GROUP, "site-group");
    assert.deepEqual([inputs.minElbCapacity, inputs.waitForElbCapacity], [3, undefined]);
    assert.equal(inputs.waitForCapacityTimeout, undefined, "the provider's ten minutes, and never 0");
  });

  it("is replaced in another VPC", async () => {
    assert.equal(find(await make(), GROUP, "site-group").options.replacementTrigger, "vpc-1");
  });

  it("starts instances only when what the component waits for is there", async () => {
    const earlier = await record((options) => new OriginInstances("earlier", ARGS, options));
    const recording = await record(
      (options) => new OriginInstances("site", ARGS, { ...options, dependsOn: earlier.component }),
    );
    assert.deepEqual(find(recording, GROUP, "site-group").waitsFor, ["earlier"]);
  });

  it("chooses the image by the processor of the instance type", async () => {
    const image = async (instanceType: string) =>
      String(inputsOf(await make({ instanceType }), TEMPLATE, "site-template").imageId);
    assert.match(await image("m7g.large"), /^resolve:ssm:.*arm64$/);
    assert.match(await image("m7i.large"), /^resolve:ssm:.*x86_64$/);
  });

  it("lets people log in with Session Manager and grants nothing else, no parameter least of all", async () => {
    const recording = await make();
    const [grant, ...more] = recording.made.filter((made) => /[rR]olePolicy|inlinePolic/.test(made.type));
    assert.deepEqual(more, []);
    assert.deepEqual((JSON.parse(String(grant?.inputs.policy)) as { Statement: object[] }).Statement, [
      {
        Sid: "SessionManagerOnly",
        Effect: "Allow",
        Action: [
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        Resource: "*",
      },
    ]);
    const role = inputsOf(recording, "aws:iam/role:Role", "site-role");
    assert.deepEqual([role.managedPolicyArns, role.inlinePolicies], [undefined, undefined]);
    assert.deepEqual((JSON.parse(String(role.assumeRolePolicy)) as { Statement: object[] }).Statement, [
      {
        Sid: "InstancesOnly",
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("reports wrong sizes, ports and scripts by the caller's names", async () => {
    const wrong = {
      instanceType: "t4g",
      imageId: "linux",
      minInstances: 4,
      maxInstances: 2,
      signedPort: 80,
      bootScript: "serve",
    };
    assert.match(
      await refusal((options) => new OriginInstances("site", { ...ARGS, ...wrong }, options)),
      /signedPort is 80; .*\n.*instanceType is "t4g"; .*\n.*imageId is "linux"; .*\n.*maxInstances is 2; .*from 4 to 100.*\n.*bootScript is "serve"/,
    );
  });
});
