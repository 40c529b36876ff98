import assert from "node:assert/strict";
import { join } from "node:path";
import { LocalStack } from "../support/localStack";
import { ChangingStack, placeOf, UNWATCHED } from "./changingStack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

describe("changes inside the VPC of the dev stack, one `up` each", () => {
  const stack = new ChangingStack("dev");
  const shared = new LocalStack("dev", join(__dirname, "programs", "own-network"), stack);
  after(() => stack.remove());
  before(async () => {
    await stack.change(UNWATCHED);
  });

  /** What the rules for CloudFront admit: a prefix list, a security group, or both. */
  const admitted = () =>
    stack
      .records(INGRESS)
      .filter(({ inputs }) => /^HTTPS from CloudFront/.test(text(inputs.description)))
      .map(({ outputs }) => (outputs.prefixListId === undefined ? "group" : "addresses"))
      .sort();

  it("changes the instance type by a new version of the template, which the group follows", async () => {
    const template = "aws:ec2/launchTemplate:LaunchTemplate";
    await stack.change({ instanceType: "m7i.large" });
    const [made] = stack.records(template);
    const [group] = stack.records("aws:autoscaling/group:Group");
    assert.equal(made?.outputs.latestVersion, 2);
    assert.deepEqual(group?.outputs.launchTemplate, {
      ...(group?.outputs.launchTemplate as object),
      version: "2",
    });
    assert.match(text(made.outputs.imageId), /x86_64$/);
  });

  it("admits CloudFront's own security group beside its addresses, then alone", async () => {
    const added = await stack.change({ admission: "both" });
    assert.deepEqual(
      added.map(({ operation, type }) => [operation, type]),
      [["create", INGRESS]],
    );
    assert.deepEqual(admitted(), ["addresses", "group"]);
    const removed = await stack.change({ admission: "serviceGroup" });
    assert.deepEqual(
      removed.map(({ operation, type }) => [operation, type]),
      [["delete", INGRESS]],
    );
    assert.deepEqual(admitted(), ["group"]);
  });

  it("moves the VPC origin to another port by a new one, and deletes the old one last", async () => {
    const history = await stack.change({ listenerPort: 8443 });
    const moved = placeOf(history, "update", DISTRIBUTION);
    assert.ok(placeOf(history, "create", VPC_ORIGIN) < moved);
    assert.ok(moved < placeOf(history, "delete", VPC_ORIGIN));
    assert.ok(!history.some(({ operation, type }) => operation === "update" && type === VPC_ORIGIN));
    const rules = stack
      .records(INGRESS)
      .filter(({ urn }) => urn?.includes("members-gate") || urn?.includes("members-edge"));
    assert.deepEqual([...new Set(rules.map(({ outputs }) => outputs.fromPort))], [8443]);
  });

  it("lets IPv6 viewers in by one record more", async () => {
    await stack.change({ ipv6: true });
    assert.equal(stack.distribution().outputs.isIpv6Enabled, true);
    assert.equal(
      stack.records("aws:route53/record:Record").filter(({ outputs }) => outputs.type === "AAAA").length,
      1,
    );
  });

  it("changes the way out from NAT to endpoints", async () => {
    await stack.change({ egress: "endpoints", natGateways: undefined });
    assert.deepEqual(stack.records("aws:ec2/natGateway:NatGateway"), []);
    assert.equal(stack.records("aws:ec2/vpcEndpoint:VpcEndpoint").length, 7);
  });

  it("moves to a VPC that another stack made, and leaves nothing in its own", async () => {
    await shared.up();
    const { vpcId, subnetIds } = await shared.outputs();
    await stack.change({ vpc: { vpcId, subnetIds }, egress: undefined });
    const [balancer, ...more] = stack.records("aws:lb/loadBalancer:LoadBalancer");
    assert.deepEqual([balancer?.outputs.vpcId, more], [vpcId, []]);
    assert.deepEqual(
      stack.records("aws:ec2/vpc:Vpc").map(({ id }) => id),
      [vpcId],
    );
    const service = stack
      .records("aws:ec2/securityGroup:SecurityGroup")
      .filter(({ outputs }) => outputs.name === SERVICE_GROUP);
    assert.deepEqual(
      service.map(({ outputs }) => outputs.vpcId),
      [vpcId],
    );
  });

  it("shows no change when all is done", async () => {
    await stack.expectNoChanges();
  });

  it("is taken down, and with the network an empty account is left", async () => {
    await stack.destroy();
    await shared.destroy();
    assert.deepEqual(stack.types(), []);
  });
});
