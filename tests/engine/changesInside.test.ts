import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AccountResource } from "../../local/cloud";
import { LocalStack } from "../support/localStack";
import { ChangingStack, placeOf, UNWATCHED } from "./changingStack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

const SECRET = "aws:secretsmanager/secret:Secret";

/** The version of the template that a group follows. */
const version = (group: AccountResource | undefined) =>
  (group?.outputs.launchTemplate as { version?: string } | undefined)?.version;

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
      .filter(({ inputs }) => /^HTTPS from .*CloudFront/.test(text(inputs.description)))
      .map(({ outputs }) => (outputs.prefixListId === undefined ? "group" : "addresses"))
      .sort();

  it("changes the instance type by a new version of the template, which the group follows", async () => {
    await stack.change({ instanceType: "m7i.large" });
    const [made] = stack.records(TEMPLATE);
    assert.equal(made?.outputs.latestVersion, 2);
    assert.equal(version(stack.records(GROUP)[0]), "2");
    assert.match(text(made.outputs.imageId), /x86_64$/);
  });

  it("rolls the group for a changed bundle, without touching the edge, and keeps the former release", async () => {
    const bundle = join(stack.folder.root, "app.mjs");
    writeFileSync(bundle, "// another release\n");
    const history = await stack.change({ appBundle: bundle });
    const object = placeOf(history, "create", OBJECT);
    const template = placeOf(history, "update", TEMPLATE);
    const group = placeOf(history, "update", GROUP);
    assert.ok(object < template && template < group);
    assert.equal(history.length, 3, "and nothing else");
    assert.equal(stack.records(TEMPLATE)[0]?.outputs.latestVersion, 3);
    assert.equal(version(stack.records(GROUP)[0]), "3");
    const bundles = stack.records(OBJECT).filter(({ id }) => id.includes("/bundles/"));
    assert.equal(bundles.length, 2, "an instance may still boot the former one");
  });

  it("goes back to the release before, whose object is there, and rotates session keys beside it", async () => {
    await stack.change({ appBundle: undefined, sessionKeyGeneration: 2 });
    assert.equal(version(stack.records(GROUP)[0]), "4");
    assert.equal(stack.records(OBJECT).filter(({ id }) => id.includes("/bundles/")).length, 2);
    const sessions = stack.records(SECRET).find(({ urn }) => urn?.endsWith("::members-app-sessions"));
    const [before = "", now = ""] = Object.values(sessions?.hidden?.versions ?? {}) as string[];
    assert.match(before, /^\S+$/);
    assert.deepEqual(now.split("\n").slice(1), [before], "what was sealed before still opens");
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
    // Listener and rules stand on both ports until the edge calls the new one.
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

  it("lets IPv6 viewers in by one record more", async () => {
    await stack.change({ ipv6: true });
    assert.equal(stack.distribution().outputs.isIpv6Enabled, true);
    assert.equal(
      stack.records("aws:route53/record:Record").filter(({ outputs }) => outputs.type === "AAAA").length,
      1,
    );
  });

  it("refuses the members site without a way to its issuer, in one line and before anything changes", async () => {
    const { run, history } = await stack.tryChange({ egress: "endpoints", natGateways: undefined });
    assert.notEqual(run.code, 0);
    assert.match(
      run.output,
      /egress is "endpoints"; allowed: nat: log in by OIDC needs the internet\. To fix: .*/,
    );
    assert.deepEqual(history, []);
  });

  it("changes to another application, and the way out from NAT to endpoints", async () => {
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
