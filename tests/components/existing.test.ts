import assert from "node:assert/strict";
import { ContentKind, SecureOrigin, type SecureOriginArgs } from "../../components";
import { EXISTING, VPC } from "./support/existing";
import { failure, inputsOf, record, valueOf } from "./support/recorder";

const ARGS: SecureOriginArgs = {
  domainName: "members.example.com",
  hostedZoneId: "Z1",
  region: "eu-west-1",
  securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
  signingKeys: [{ id: "k1" }],
  origin: { bootScript: "#!/bin/sh\n" },
};

const make = (args: Partial<SecureOriginArgs> = {}) =>
  record((options) => new SecureOrigin("site", { ...ARGS, ...args }, options));

describe("SecureOrigin with existing resources", () => {
  it("uses the caller's VPC and certificates without making its own", async () => {
    const recording = await make({
      vpc: VPC,
      certificates: { edgeArn: "arn:edge", regionalArn: "arn:regional" },
      hostedZoneId: undefined,
    });
    const types = recording.made.map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => /Network|Vpc$|Subnet$|Certificates|route53/.test(type)),
      [],
    );
    const balancer = inputsOf(recording, "aws:lb/loadBalancer:LoadBalancer", "site-lb-alb");
    assert.deepEqual(balancer.subnets, VPC.subnetIds);
    const listener = inputsOf(recording, "aws:lb/listener:Listener", "site-lb-https");
    assert.equal(listener.certificateArn, "arn:regional");
  });

  it("refuses subnets in one zone before it creates anything in them", async () => {
    const vpc = { vpcId: "vpc-9", subnetIds: ["subnet-a-1", "subnet-b-1"] };
    const [error, made] = await failure((options) => new SecureOrigin("site", { ...ARGS, vpc }, options));
    assert.match(error, /SecureOrigin "site": vpc\.subnetIds is \["subnet-a-1","subnet-b-1"\]; .*two zones/);
    assert.deepEqual(
      made.filter((type) => /loadBalancer|autoscaling|vpcOrigin|Distribution$/.test(type)),
      [],
    );
  });

  it("uses the caller's load balancer and instances, and lets the role of those sign", async () => {
    const recording = await make({ vpc: VPC, origin: { ...EXISTING, listenerPort: 8443 } });
    const types = recording.made.map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) =>
        /OriginInstances|autoscaling|launchTemplate|loadBalancer:|securityGroup:|iam/.test(type),
      ),
      [],
    );
    const attached = recording.made.filter(({ type }) => type.endsWith("TargetGroupAttachment"));
    assert.deepEqual(
      attached.map(({ name, inputs }) => [name, inputs.targetGroupArn, inputs.targetId]),
      [
        ["site-instances-a-public", "arn:site-lb-public", "i-1"],
        ["site-instances-a-signed", "arn:site-lb-signed", "i-1"],
      ],
    );
    const { policy } = inputsOf(recording, "aws:kms/key:Key", "site-keys-k1");
    assert.match(
      String(policy),
      /"Principal":\{"AWS":"arn:aws:iam::111122223333:role\/web"\},"Action":"kms:Sign"/,
    );
    assert.equal(await valueOf(recording.component.appRoleArn), EXISTING.instances.role.arn);
    const origin = inputsOf(recording, "aws:cloudfront/vpcOrigin:VpcOrigin", "site-edge-vpc-origin");
    assert.equal((origin.vpcOriginEndpointConfig as { httpsPort: number }).httpsPort, 8443);
  });
});
