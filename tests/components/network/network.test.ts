import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Egress, NatGateways, Network, type NetworkArgs } from "../../../components";
import { flowLogGrant, flowLogTrust } from "../../../components/network/plan/flowLogPolicies";
import { children, find, inputsOf, record, refusal, valueOf } from "../support/recorder";

describe("Network", () => {
  it("creates private subnets in two zones behind one NAT gateway", async () => {
    const recording = await record((options) => new Network("site", {}, options));
    assert.deepEqual(children(recording), [
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup site-closed",
      "aws:ec2/eip:Eip site-nat-0",
      "aws:ec2/internetGateway:InternetGateway site-igw",
      "aws:ec2/natGateway:NatGateway site-nat-0",
      "aws:ec2/route:Route site-private-0-nat",
      "aws:ec2/route:Route site-private-1-nat",
      "aws:ec2/route:Route site-public-internet",
      "aws:ec2/routeTable:RouteTable site-private-0",
      "aws:ec2/routeTable:RouteTable site-private-1",
      "aws:ec2/routeTable:RouteTable site-public",
      "aws:ec2/routeTableAssociation:RouteTableAssociation site-private-0",
      "aws:ec2/routeTableAssociation:RouteTableAssociation site-private-1",
      "aws:ec2/routeTableAssociation:RouteTableAssociation site-public-0",
      "aws:ec2/subnet:Subnet site-private-0",
      "aws:ec2/subnet:Subnet site-private-1",
      "aws:ec2/subnet:Subnet site-public-0",
      "aws:ec2/vpc:Vpc site-vpc",
    ]);
    assert.deepEqual(find(recording, "aws:ec2/natGateway:NatGateway", "site-nat-0").waitsFor, ["site-igw"]);
  });

  it("gives no subnet public addresses, and only the NAT gateway's a route to the internet gateway", async () => {
    const recording = await record((options) => new Network("site", { zones: 3 }, options));
    const subnets = recording.made.filter((made) => made.type === "aws:ec2/subnet:Subnet");
    assert.deepEqual(
      subnets.map((made) => made.inputs.mapPublicIpOnLaunch),
      [false, false, false, false],
    );
    const toInternet = recording.made.filter((made) => made.inputs.gatewayId !== undefined);
    assert.deepEqual(
      toInternet.map((made) => [made.name, made.inputs.routeTableId]),
      [["site-public-internet", "site-public-id"]],
    );
    const publicTable = recording.made.filter(
      (made) => made.type.endsWith("RouteTableAssociation") && made.inputs.routeTableId === "site-public-id",
    );
    assert.deepEqual(
      publicTable.map((made) => made.inputs.subnetId),
      ["site-public-0-id"],
    );
  });

  it("closes the default security group", async () => {
    const recording = await record((options) => new Network("site", {}, options));
    const inputs = inputsOf(recording, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "site-closed");
    assert.deepEqual([inputs.vpcId, inputs.ingress, inputs.egress], ["site-vpc-id", undefined, undefined]);
  });

  it("gives each zone its own way out when asked to", async () => {
    const recording = await record(
      (options) => new Network("site", { zones: 3, natGateways: NatGateways.PerZone }, options),
    );
    const routes = recording.made.filter((made) => made.inputs.natGatewayId !== undefined);
    assert.deepEqual(
      routes.map((made) => made.inputs.natGatewayId),
      ["site-nat-0-id", "site-nat-1-id", "site-nat-2-id"],
    );
  });

  it("uses endpoints and no route out when asked to", async () => {
    const args = { egress: Egress.Endpoints, readableBucketArns: ["arn:aws:s3:::app"] };
    const recording = await record((options) => new Network("site", args, options));
    const endpoints = recording.made.filter((made) => made.type === "aws:ec2/vpcEndpoint:VpcEndpoint");
    assert.deepEqual(
      endpoints.map((made) => made.inputs.serviceName).sort(),
      ["ec2messages", "kms", "logs", "s3", "secretsmanager", "ssm", "ssmmessages"].map(
        (service) => `com.amazonaws.eu-west-1.${service}`,
      ),
    );
    assert.equal(recording.made.filter((made) => made.type === "aws:ec2/route:Route").length, 0);
    const ingress = recording.made.find((made) => made.type.includes("SecurityGroupIngressRule"));
    assert.deepEqual(
      [ingress?.inputs.cidrIpv4, ingress?.inputs.fromPort, ingress?.inputs.toPort],
      ["10.0.0.0/16", 443, 443],
    );
    const policy = JSON.parse(
      String(inputsOf(recording, "aws:ec2/vpcEndpoint:VpcEndpoint", "site-s3").policy),
    ) as {
      Statement: { Resource: string[] }[];
    };
    assert.deepEqual(policy.Statement[0]?.Resource, [
      "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
      "arn:aws:s3:::app/*",
    ]);
  });

  it("leaves out the zones in which CloudFront enters no load balancer", async () => {
    const { callInputs } = await record((options) => new Network("site", {}, options));
    assert.deepEqual(callInputs["aws:index/getAvailabilityZones:getAvailabilityZones"], {
      excludeZoneIds: ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"],
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
  });

  it("has an internet gateway with either way out, or CloudFront could not enter", async () => {
    for (const egress of [Egress.Nat, Egress.Endpoints]) {
      const recording = await record((options) => new Network("site", { egress }, options));
      const gateway = inputsOf(recording, "aws:ec2/internetGateway:InternetGateway", "site-igw");
      assert.equal(gateway.vpcId, "site-vpc-id");
    }
  });

  it("uses the zones in alphabetical order and outputs their names", async () => {
    const { component } = await record((options) => new Network("site", { zones: 2 }, options));
    assert.deepEqual(await valueOf(component.availabilityZones), ["eu-west-1a", "eu-west-1b"]);
    assert.deepEqual(await valueOf(component.subnetIds), ["site-private-0-id", "site-private-1-id"]);
  });

  it("replaces gateway and address where the old ones cannot be moved", async () => {
    const recording = await record((options) => new Network("site", {}, options));
    for (const [type, name, follows] of [
      ["aws:ec2/internetGateway:InternetGateway", "site-igw", "site-vpc-id"],
      ["aws:ec2/eip:Eip", "site-nat-0", "site-public-0-id"],
    ] as const) {
      const { options } = find(recording, type, name);
      assert.equal(await valueOf(pulumi.output(options.replacementTrigger)), follows);
    }
  });

  it("logs the traffic of its VPC for the chosen days, to a group that only its role writes", async () => {
    const recording = await record((options) => new Network("site", { flowLogDays: 90 }, options));
    assert.equal(inputsOf(recording, "aws:cloudwatch/logGroup:LogGroup", "site-flows").retentionInDays, 90);
    const { tags, ...log } = inputsOf(recording, "aws:ec2/flowLog:FlowLog", "site-flows");
    assert.deepEqual(tags, { Name: "site-flows" });
    assert.deepEqual(log, {
      vpcId: "site-vpc-id",
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: "arn:site-flows",
      iamRoleArn: "arn:site-flows",
    });
    assert.deepEqual(find(recording, "aws:ec2/flowLog:FlowLog", "site-flows").waitsFor, ["site-flows"]);
    const { role, policy } = inputsOf(recording, "aws:iam/rolePolicy:RolePolicy", "site-flows");
    assert.deepEqual([role, policy], ["site-flows", flowLogGrant("arn:site-flows")]);
    const { assumeRolePolicy } = inputsOf(recording, "aws:iam/role:Role", "site-flows");
    const scope = { accountId: "111122223333", partition: "aws", region: "eu-west-1" };
    assert.equal(assumeRolePolicy, flowLogTrust(scope));
  });

  it("refuses days of the flow log that CloudWatch does not support", async () => {
    assert.match(
      await refusal((options) => new Network("site", { flowLogDays: 2 }, options)),
      /Network "site": flowLogDays is 2; allowed: 1, 3, 5, .*, 3653\. To fix: choose the next of these\.$/,
    );
  });

  it("refuses what belongs to the other way out", async () => {
    const told = (args: NetworkArgs) => refusal((options) => new Network("site", args, options));
    const surplus = { egress: Egress.Endpoints, natGateways: NatGateways.Single };
    assert.match(await told(surplus), /natGateways is "single"; allowed: nothing, with egress endpoints/);
    assert.match(
      await told({ readableBucketArns: ["arn:aws:s3:::app"] }),
      /readableBucketArns is 1; allowed: nothing, with egress nat/,
    );
  });

  it("refuses an invalid range or number of zones, before it creates anything", async () => {
    const args = { cidrBlock: "10.0.0.0/8", zones: 1 };
    assert.match(
      await refusal((options) => new Network("site", args, options)),
      /Network "site": cidrBlock is "10.0.0.0\/8"; allowed: .*\nNetwork "site": zones is 1; allowed: /,
    );
  });
});
