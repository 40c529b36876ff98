import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AccountResource } from "../../local/cloud";
import { LocalStack, removedAfterTests } from "../support/localStack";
import { ChangingStack, placeOf, WITHOUT_MONITORING } from "./changingStack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

const SECRET = "aws:secretsmanager/secret:Secret";

/** Returns the version of the launch template that a group uses. */
const version = (group: AccountResource | undefined) =>
  (group?.outputs.launchTemplate as { version?: string } | undefined)?.version;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

describe("changes inside the VPC of the dev stack, one `up` each", () => {
  const stack = removedAfterTests(new ChangingStack("dev").withProgramHost());
  const shared = new LocalStack("dev", join(__dirname, "programs", "own-network"), stack).withProgramHost();
  before(async () => {
    await stack.change(WITHOUT_MONITORING);
  });

  /** Returns what the security group rules admit for CloudFront: a prefix list, a security group, or both. */
  const admitted = () =>
    stack
      .records(INGRESS)
      .filter(({ inputs }) => /^HTTPS from .*CloudFront/.test(text(inputs.description)))
      .map(({ outputs }) => (outputs.prefixListId === undefined ? "group" : "addresses"))
      .sort();

  it("changes the instance type by a new version of the launch template, which the group uses", async () => {
    await stack.change({ instanceType: "m7i.large" });
    const [template] = stack.records(TEMPLATE);
    assert.equal(template?.outputs.latestVersion, 2);
    assert.equal(version(stack.records(GROUP)[0]), "2");
    assert.match(text(template.outputs.imageId), /x86_64$/);
  });

  it("replaces the instances for a new bundle, changes nothing at the edge, and keeps the former release", async () => {
    const bundle = join(stack.folder.root, "app.mjs");
    writeFileSync(bundle, "// another release\n");
    const history = await stack.change({ appBundle: bundle });
    const object = placeOf(history, "create", OBJECT);
    const template = placeOf(history, "update", TEMPLATE);
    const group = placeOf(history, "update", GROUP);
    assert.ok(object < template && template < group);
    assert.equal(history.length, 3, "nothing else changes");
    assert.equal(stack.records(TEMPLATE)[0]?.outputs.latestVersion, 3);
    assert.equal(version(stack.records(GROUP)[0]), "3");
    const bundles = stack.records(OBJECT).filter(({ id }) => id.includes("/bundles/"));
    assert.equal(bundles.length, 2, "an instance may still boot the former one");
  });

  it("goes back to the former release, whose object still exists, and rotates session keys in the same update", async () => {
    await stack.change({ appBundle: undefined, sessionKeyGeneration: 2 });
    assert.equal(version(stack.records(GROUP)[0]), "4");
    assert.equal(stack.records(OBJECT).filter(({ id }) => id.includes("/bundles/")).length, 2);
    const sessions = stack.records(SECRET).find(({ urn }) => urn?.endsWith("::members-app-sessions"));
    const [before = "", now = ""] = Object.values(sessions?.hidden?.versions ?? {}) as string[];
    assert.match(before, /^\S+$/);
    assert.deepEqual(now.split("\n").slice(1), [before], "what was sealed before still opens");
  });

  it("admits CloudFront by its security group as well as its addresses, then by the security group alone", async () => {
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

  it("replaces the VPC origin for another port, and deletes the old one last", async () => {
    const history = await stack.change({ listenerPort: 8443 });
    const moved = placeOf(history, "update", DISTRIBUTION);
    assert.ok(placeOf(history, "create", VPC_ORIGIN) < moved);
    assert.ok(moved < placeOf(history, "delete", VPC_ORIGIN));
    // Listeners and rules exist on both ports until the edge uses the new one.
    for (const type of ["aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule", INGRESS]) {
      assert.ok(placeOf(history, "create", type) < moved, type);
      assert.ok(moved < placeOf(history, "delete", type), type);
    }
    assert.ok(!history.some(({ operation, type }) => operation === "update" && type === VPC_ORIGIN));
    const rules = stack
      .records(INGRESS)
      .filter(({ urn }) => urn?.includes("members-lb") || urn?.includes("members-edge"));
    assert.deepEqual([...new Set(rules.map(({ outputs }) => outputs.fromPort))], [8443]);
  });

  it("serves IPv6 viewers after one more record", async () => {
    await stack.change({ ipv6: true });
    assert.equal(stack.distribution().outputs.isIpv6Enabled, true);
    assert.equal(
      stack.records("aws:route53/record:Record").filter(({ outputs }) => outputs.type === "AAAA").length,
      1,
    );
  });

  it("refuses the members site without access to its issuer, in one line and before anything changes", async () => {
    const { run, history } = await stack.tryChange({ egress: "endpoints", natGateways: undefined });
    assert.notEqual(run.code, 0);
    assert.match(
      run.output,
      /egress is "endpoints"; allowed: nat: log in by OIDC needs the internet\. To fix: .*/,
    );
    assert.deepEqual(history, []);
  });

  it("changes to another application, and egress from NAT to endpoints", async () => {
    await stack.change({
      bootScript: "tests/engine/ownBoot.sh",
      entitlements: undefined,
      sessionKeyGeneration: undefined,
    });
    assert.deepEqual(
      stack.types().filter((type) => /cognito|sns|secretsmanager/.test(type)),
      [],
    );
    assert.deepEqual(
      stack.records(OBJECT).filter(({ id }) => !id.includes("/error-pages/")),
      [],
    );
    assert.deepEqual(stack.records("aws:ec2/natGateway:NatGateway"), []);
    assert.equal(stack.records("aws:ec2/vpcEndpoint:VpcEndpoint").length, 7);
    const reached = stack
      .records("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
      .flatMap(({ urn, inputs }) =>
        inputs.fromPort === 443 ? [[urn?.split("::").at(-1), inputs.cidrIpv4]] : [],
      );
    assert.deepEqual(reached.sort(), [
      ["members-instances-endpoints", undefined],
      ["members-instances-s3", undefined],
    ]);
  });

  it("moves to the VPC of another stack, and leaves nothing in its own", async () => {
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

  it("shows no changes afterwards", async () => {
    await stack.expectNoChanges();
  });

  it("is destroyed, and with the network the account is empty", async () => {
    await stack.destroy();
    await shared.destroy();
    assert.deepEqual(stack.types(), []);
  });
});
