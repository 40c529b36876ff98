import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { InternalLoadBalancer, type InternalLoadBalancerArgs } from "../../../components";
import { children, failure, find, inputsOf, isUnknown, record, refusal, valueOf } from "../support/recorder";

const ARGS: InternalLoadBalancerArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  certificateArn: "arn:certificate",
  originDomainNames: ["origin-public.example.com", "origin-signed.example.com"],
};

const make = (args: Partial<InternalLoadBalancerArgs> = {}, preview = false) =>
  record((options) => new InternalLoadBalancer("site", { ...ARGS, ...args }, options), { preview });

/** A load balancer as the recorder's AWS has it. */
const OWN = {
  vpcId: "vpc-9",
  loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/own/1",
  loadBalancerSecurityGroupId: "sg-alb",
};

const RULE = "aws:lb/listenerRule:ListenerRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

function valuesOf(rule: { inputs: { [key: string]: unknown } }): string[] | undefined {
  const [condition] = rule.inputs.conditions as { httpHeader: { values: string[] } }[];
  return condition?.httpHeader.values;
}

describe("InternalLoadBalancer", () => {
  it("creates a load balancer, two tiers and their secrets, and nothing else", async () => {
    assert.deepEqual(children(await make({ hostedZoneId: "Z1", adminCidrs: ["10.8.0.0/16"] })), [
      "aws:ec2/securityGroup:SecurityGroup site-balancer",
      "aws:ec2/securityGroup:SecurityGroup site-from-edge",
      "aws:lb/listener:Listener site-https",
      "aws:lb/listenerCertificate:ListenerCertificate site-certificate",
      "aws:lb/listenerRule:ListenerRule site-public-1",
      "aws:lb/listenerRule:ListenerRule site-signed-1",
      "aws:lb/loadBalancer:LoadBalancer site-alb",
      "aws:lb/targetGroup:TargetGroup site-public",
      "aws:lb/targetGroup:TargetGroup site-signed",
      "aws:route53/record:Record site-origin-1",
      "aws:route53/record:Record site-origin-2",
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

  it("is replaced in another VPC, for AWS moves no load balancer", async () => {
    const { options } = find(await make(), "aws:lb/loadBalancer:LoadBalancer", "site-alb");
    assert.equal(options.replacementTrigger, "vpc-1");
  });

  it("lists its certificate as well, where it stays while another becomes the default", async () => {
    const recording = await make();
    const { certificateArn } = inputsOf(recording, "aws:lb/listener:Listener", "site-https");
    assert.deepEqual(
      inputsOf(recording, "aws:lb/listenerCertificate:ListenerCertificate", "site-certificate"),
      { listenerArn: "arn:site-https", certificateArn },
    );
  });

  it("opens the listener's port, and no other, wherever that is", async () => {
    const recording = await make({ listenerPort: 8443, adminCidrs: ["10.8.0.0/16"] });
    assert.equal(inputsOf(recording, "aws:lb/listener:Listener", "site-https").port, 8443);
    const ports = recording.made
      .filter(({ type }) => type === INGRESS)
      .map(({ inputs }) => [inputs.fromPort, inputs.toPort]);
    assert.deepEqual(ports, [
      [8443, 8443],
      [8443, 8443],
    ]);
  });

  it("leaves CloudFront's addresses out once its security group is admitted", async () => {
    const recording = await make({ admitCloudFrontAddresses: false });
    assert.deepEqual(
      recording.made.filter(({ type }) => type === INGRESS),
      [],
    );
  });

  it("uses the caller's own internal load balancer, and adds rules to the group that is attached to it", async () => {
    const recording = await make({ ...OWN, hostedZoneId: "Z1", adminCidrs: ["10.8.0.0/16"] });
    const types = recording.made.map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => /loadBalancer:|securityGroup:/.test(type)),
      [],
    );
    const listener = inputsOf(recording, "aws:lb/listener:Listener", "site-https");
    assert.equal(listener.loadBalancerArn, OWN.loadBalancerArn);
    for (const [index, name] of ARGS.originDomainNames.entries()) {
      const record = inputsOf(recording, "aws:route53/record:Record", `site-origin-${index + 1}`);
      assert.deepEqual(
        [record.name, record.aliases],
        [name, [{ name: "internal-own.elb.amazonaws.com", zoneId: "ZOWN", evaluateTargetHealth: false }]],
      );
    }
    const opened = recording.made.filter(({ type }) => type === INGRESS);
    assert.deepEqual(
      opened.map(({ inputs }) => inputs.securityGroupId),
      ["sg-alb", "sg-alb"],
    );
    assert.equal(await valueOf(recording.component.albSecurityGroupId), "sg-alb");
  });

  it("refuses a load balancer of another VPC before anything is created for it", async () => {
    const [error, made] = await failure(
      (options) => new InternalLoadBalancer("site", { ...ARGS, ...OWN, vpcId: "vpc-1" }, options),
    );
    assert.match(error, /InternalLoadBalancer "site": loadBalancerArn is .*this one is in vpc-9/);
    assert.deepEqual(
      made.filter((type) => /listener/.test(type)),
      [],
    );
  });

  it("refuses a load balancer without the group to open, and the other way round", async () => {
    for (const [key, missing] of [
      ["loadBalancerArn", "loadBalancerSecurityGroupId"],
      ["loadBalancerSecurityGroupId", "loadBalancerArn"],
    ] as const) {
      const args = { ...ARGS, [key]: OWN[key] };
      const message = await refusal((options) => new InternalLoadBalancer("site", args, options));
      assert.match(message, new RegExp(`${missing} is missing; allowed: both or neither`));
    }
  });

  it("answers 403 over TLS unless a rule matches", async () => {
    const inputs = inputsOf(await make(), "aws:lb/listener:Listener", "site-https");
    assert.deepEqual(
      [inputs.port, inputs.protocol, inputs.certificateArn],
      [443, "HTTPS", "arn:certificate"],
    );
    assert.equal(inputs.sslPolicy, "ELBSecurityPolicy-TLS13-1-2-Res-2021-06");
    assert.equal(inputs.routingHttpResponseServerEnabled, false, "nobody learns what answers");
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
      ["public", 8443, 3],
      ["signed", 8444, 2],
    ] as const) {
      const rule = find(recording, RULE, `site-${tier}-1`);
      assert.equal(rule.inputs.priority, priority);
      assert.deepEqual(rule.inputs.actions, [{ type: "forward", targetGroupArn: `arn:site-${tier}` }]);
      assert.deepEqual(valuesOf(rule), [Buffer.from(`site-${tier}-1`).toString("hex")]);
      assert.ok(rule.secrets.includes("conditions"));
      const group = inputsOf(recording, "aws:lb/targetGroup:TargetGroup", `site-${tier}`);
      assert.deepEqual([group.port, group.protocol, group.name], [port, "HTTPS", undefined]);
      assert.deepEqual(group.healthCheck, {
        protocol: "HTTPS",
        path: "/healthz",
        matcher: "200",
        interval: 10,
        healthyThreshold: 2,
      });
      const secret = inputsOf(recording, "random:index/randomBytes:RandomBytes", `site-${tier}-1`);
      assert.deepEqual(secret, { length: 32 });
    }
  });

  it("accepts the two generations before the current one, each by a rule of its own, and no dropped one", async () => {
    const rules = async (args: Partial<InternalLoadBalancerArgs>) =>
      (await make(args)).made
        .filter(({ type, name }) => type === RULE && name.startsWith("site-signed-"))
        .map((rule) => [rule.name, valuesOf(rule), rule.inputs.priority]);
    const rule = (generation: number) => [
      `site-signed-${generation}`,
      [Buffer.from(`site-signed-${generation}`).toString("hex")],
      2 * generation,
    ];
    assert.deepEqual((await rules({ headerGeneration: 4 })).sort(), [rule(2), rule(3), rule(4)]);
    const leaked = await rules({ headerGeneration: 4, droppedHeaderGenerations: [3] });
    assert.deepEqual(leaked.sort(), [rule(2), rule(4)]);
  });

  it("accepts TLS 1.2 with forward secrecy, and newer, from CloudFront", async () => {
    const { protocol, sslPolicy } = inputsOf(await make(), "aws:lb/listener:Listener", "site-https");
    assert.deepEqual([protocol, sslPolicy], ["HTTPS", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"]);
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
    assert.ok(pulumi.isUnknown(valuesOf(find(recording, RULE, "site-signed-1"))?.[0]));
    assert.ok(await isUnknown(recording.component.headerFingerprints));
  });

  it("reports all wrong arguments at once, by the caller's names", async () => {
    const wrong = {
      originDomainNames: ["origin.example.com", "https://origin.example.com"],
      listenerPort: 80,
      publicPort: 443,
      headerName: "X-Amz-Secret",
      headerGeneration: 2,
      droppedHeaderGenerations: [2],
      adminCidrs: ["0.0.0.0/1"],
    };
    const message = await refusal(
      (options) => new InternalLoadBalancer("site", { ...ARGS, ...wrong }, options),
    );
    assert.deepEqual(
      message.split("\n").map((line) => /^InternalLoadBalancer "site": (\S+) is /.exec(line)?.[1]),
      [
        "originDomainNames[1]",
        "listenerPort",
        "publicPort",
        "headerName",
        "droppedHeaderGenerations",
        "adminCidrs[0]",
      ],
    );
  });

  it("refuses a name that leaves AWS's names no room", async () => {
    const long = await refusal(
      (options) => new InternalLoadBalancer("a-name-that-is-too-long", ARGS, options),
    );
    assert.match(long, /1 to 17 lower-case/);
  });
});
