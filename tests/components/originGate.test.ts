import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { OriginGate, type OriginGateArgs } from "../../components";
import { children, find, inputsOf, isUnknown, record, refusal, valueOf } from "./recorder";

const ARGS: OriginGateArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  certificateArn: "arn:certificate",
  originDomainName: "origin.example.com",
};

const make = (args: Partial<OriginGateArgs> = {}, preview = false) =>
  record((options) => new OriginGate("site", { ...ARGS, ...args }, options), { preview });

const RULE = "aws:lb/listenerRule:ListenerRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

function valuesOf(rule: { inputs: { [key: string]: unknown } }): string[] | undefined {
  const [condition] = rule.inputs.conditions as { httpHeader: { values: string[] } }[];
  return condition?.httpHeader.values;
}

describe("OriginGate", () => {
  it("makes a load balancer, two tiers and their secrets, and nothing else", async () => {
    assert.deepEqual(children(await make({ hostedZoneId: "Z1", adminCidrs: ["10.8.0.0/16"] })), [
      "aws:ec2/securityGroup:SecurityGroup site-balancer",
      "aws:ec2/securityGroup:SecurityGroup site-from-edge",
      "aws:lb/listener:Listener site-https",
      "aws:lb/listenerRule:ListenerRule site-public",
      "aws:lb/listenerRule:ListenerRule site-signed",
      "aws:lb/loadBalancer:LoadBalancer site-alb",
      "aws:lb/targetGroup:TargetGroup site-public",
      "aws:lb/targetGroup:TargetGroup site-signed",
      "aws:route53/record:Record site-origin",
      `${INGRESS} site-admin-10-8-0-0-16`,
      `${INGRESS} site-from-edge`,
      "random:index/randomBytes:RandomBytes site-public-1",
      "random:index/randomBytes:RandomBytes site-signed-1",
    ]);
  });

  it("is internal, and refuses what HTTP parsers could read in two ways", async () => {
    const inputs = inputsOf(await make(), "aws:lb/loadBalancer:LoadBalancer", "site-alb");
    assert.deepEqual(inputs, {
      loadBalancerType: "application",
      internal: true,
      ipAddressType: "ipv4",
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: ["site-from-edge-id", "site-balancer-id"],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "strictest",
      enableDeletionProtection: false,
    });
  });

  it("is made anew in another VPC, for AWS moves no load balancer", async () => {
    const { options } = find(await make(), "aws:lb/loadBalancer:LoadBalancer", "site-alb");
    assert.equal(options.replacementTrigger, "vpc-1");
  });

  it("answers 403 over TLS unless a rule says otherwise", async () => {
    const inputs = inputsOf(await make(), "aws:lb/listener:Listener", "site-https");
    assert.deepEqual(
      [inputs.port, inputs.protocol, inputs.certificateArn],
      [443, "HTTPS", "arn:certificate"],
    );
    assert.deepEqual(inputs.defaultActions, [
      {
        type: "fixed-response",
        fixedResponse: { contentType: "text/plain", statusCode: "403", messageBody: "Forbidden" },
      },
    ]);
  });

  it("sends each tier's secret to that tier's port, and keeps the secrets secret", async () => {
    const recording = await make();
    for (const [tier, port, priority] of [
      ["public", 8443, 20],
      ["signed", 8444, 10],
    ] as const) {
      const rule = find(recording, RULE, `site-${tier}`);
      assert.equal(rule.inputs.priority, priority);
      assert.deepEqual(rule.inputs.actions, [{ type: "forward", targetGroupArn: `arn:site-${tier}` }]);
      assert.deepEqual(valuesOf(rule), [Buffer.from(`site-${tier}-1`).toString("hex")]);
      assert.ok(rule.secrets.includes("conditions"));
      const group = inputsOf(recording, "aws:lb/targetGroup:TargetGroup", `site-${tier}`);
      assert.deepEqual([group.port, group.protocol], [port, "HTTPS"]);
      const secret = inputsOf(recording, "random:index/randomBytes:RandomBytes", `site-${tier}-1`);
      assert.deepEqual(secret, { length: 32 });
    }
  });

  it("accepts the two generations before the current one, newest first, and no dropped one", async () => {
    const hex = (generations: number[]) =>
      generations.map((generation) => Buffer.from(`site-signed-${generation}`).toString("hex"));
    const rotated = await make({ headerGeneration: 4 });
    assert.deepEqual(valuesOf(find(rotated, RULE, "site-signed")), hex([4, 3, 2]));
    const leaked = await make({ headerGeneration: 4, droppedHeaderGenerations: [3] });
    assert.deepEqual(valuesOf(find(leaked, RULE, "site-signed")), hex([4, 2]));
  });

  it("names a secret by a fingerprint that is not secret itself", async () => {
    const { component } = await make();
    assert.equal(await pulumi.isSecret(component.publicHeaderValue), true);
    assert.equal(await pulumi.isSecret(component.headerFingerprints), false);
    const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);
    assert.deepEqual(await valueOf(component.headerFingerprints), {
      public: digest(await valueOf(component.publicHeaderValue)),
      signed: digest(await valueOf(component.signedHeaderValue)),
    });
  });

  it("admits CloudFront's addresses and private administration ranges on 443, nothing else", async () => {
    const recording = await make({ adminCidrs: ["10.8.0.0/16"] });
    const rules = recording.made.filter((made) => made.type === INGRESS);
    const admitted = rules.map(({ inputs }) => [
      inputs.securityGroupId,
      inputs.fromPort,
      inputs.toPort,
      inputs.prefixListId ?? inputs.cidrIpv4,
    ]);
    assert.deepEqual(admitted.sort(), [
      ["site-balancer-id", 443, 443, "10.8.0.0/16"],
      ["site-from-edge-id", 443, 443, "pl-cloudfront"],
    ]);
    for (const group of recording.made.filter((made) => made.type.endsWith("SecurityGroup"))) {
      assert.deepEqual([group.inputs.ingress, group.inputs.egress], [undefined, undefined]);
    }
  });

  it("leaves the secrets unknown in a preview", async () => {
    const recording = await make({}, true);
    assert.ok(pulumi.isUnknown(valuesOf(find(recording, RULE, "site-signed"))?.[0]));
    assert.ok(await isUnknown(recording.component.headerFingerprints));
  });

  it("tells all wrong arguments at once, in the caller's words", async () => {
    const wrong = {
      originDomainName: "https://origin.example.com",
      publicPort: 443,
      headerName: "X-Amz-Secret",
      headerGeneration: 2,
      droppedHeaderGenerations: [2],
      adminCidrs: ["0.0.0.0/1"],
    };
    const message = await refusal((options) => new OriginGate("site", { ...ARGS, ...wrong }, options));
    assert.deepEqual(
      message.split("\n").map((line) => /^OriginGate "site": (\S+) is /.exec(line)?.[1]),
      ["originDomainName", "publicPort", "headerName", "droppedHeaderGenerations", "adminCidrs[0]"],
    );
  });

  it("refuses a name that leaves AWS's names no room", async () => {
    const long = await refusal((options) => new OriginGate("a-name-that-is-too-long", ARGS, options));
    assert.match(long, /1 to 17 lower-case/);
  });
});
