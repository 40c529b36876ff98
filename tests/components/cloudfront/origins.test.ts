import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Distribution, type DistributionArgs } from "../../../components";
import { ARGS, DISTRIBUTION, make } from "../support/distribution";
import { find, inputsOf, record } from "../support/recorder";

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";

describe("Distribution towards the VPC", () => {
  it("enters the VPC by HTTPS only, through an origin that is replaced and never updated", async () => {
    const origin = find(await make(), VPC_ORIGIN, "site-vpc-origin");
    assert.deepEqual(origin.options.replaceOnChanges, ["vpcOriginEndpointConfig"]);
    const endpoint = origin.inputs.vpcOriginEndpointConfig as { name: string };
    assert.deepEqual(endpoint, {
      arn: "arn:alb",
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      name: endpoint.name,
    });
    assert.match(endpoint.name, /^site-[0-9a-f]{8}$/);
    const other = inputsOf(await make({ loadBalancerArn: "arn:other" }), VPC_ORIGIN, "site-vpc-origin");
    assert.notEqual((other.vpcOriginEndpointConfig as { name: string }).name, endpoint.name);
  });

  it("gives a VPC origin the half hour that AWS may take, and no tag that changes", async () => {
    const origin = inputsOf(await make({ tags: { team: "web" } }), VPC_ORIGIN, "site-vpc-origin");
    assert.deepEqual(origin.timeouts, { create: "30m", update: "30m", delete: "30m" });
    assert.deepEqual(origin.tags, { team: "web" });
  });

  it("calls the port that the load balancer listens on, through an origin of another name", async () => {
    const endpoint = async (args: Partial<DistributionArgs>) =>
      inputsOf(await make(args), VPC_ORIGIN, "site-vpc-origin").vpcOriginEndpointConfig as {
        name: string;
        httpsPort: number;
      };
    const [usual, moved] = [await endpoint({}), await endpoint({ listenerPort: 8443 })];
    assert.deepEqual([usual.httpsPort, moved.httpsPort], [443, 8443]);
    assert.notEqual(usual.name, moved.name);
  });

  it("admits CloudFront's own security group once the VPC origin exists", async () => {
    const vpcOriginIngress = { vpcId: "vpc-1", securityGroupId: "sg-edge" };
    const recording = await make({ vpcOriginIngress, listenerPort: 8443 });
    const rule = find(recording, INGRESS, "site-service-group");
    assert.deepEqual(rule.inputs, {
      securityGroupId: "sg-edge",
      description: "HTTPS from the network interfaces of CloudFront in this VPC",
      ipProtocol: "tcp",
      fromPort: 8443,
      toPort: 8443,
      referencedSecurityGroupId: "sg-service",
    });
    assert.deepEqual(rule.waitsFor, ["site-vpc-origin"]);
    const waitsFor = find(recording, DISTRIBUTION, "site-distribution").waitsFor;
    assert.deepEqual(waitsFor, ["site-service-group"], "no viewer comes before the way is open");
    const preview = await make({ vpcOriginIngress }, true);
    assert.ok(!preview.calls.some((token) => token.includes("getSecurityGroup")));
    assert.ok(pulumi.isUnknown(inputsOf(preview, INGRESS, "site-service-group").referencedSecurityGroupId));
  });

  it("has one origin for each tier, distinguished by name and secret header, and the bucket of the error pages", async () => {
    const recording = await make({ signedHeaderValue: pulumi.secret("bb") });
    const made = find(recording, DISTRIBUTION, "site-distribution");
    assert.ok(made.secrets.includes("origins"));
    const application = {
      connectionAttempts: 3,
      connectionTimeout: 10,
      originPath: "",
      vpcOriginConfig: {
        vpcOriginId: "site-vpc-origin-id",
        originKeepaliveTimeout: 5,
        originReadTimeout: 30,
      },
    };
    assert.deepEqual(made.inputs.origins, [
      {
        ...application,
        domainName: "origin-public.members.example.com",
        originId: "public",
        customHeaders: [{ name: "X-From-CloudFront", value: "aa" }],
      },
      {
        ...application,
        domainName: "origin-signed.members.example.com",
        originId: "signed",
        customHeaders: [{ name: "X-From-CloudFront", value: "bb" }],
      },
      {
        connectionAttempts: 3,
        connectionTimeout: 10,
        originPath: "",
        originId: "error-pages",
        domainName: "pages.s3.amazonaws.com",
        originAccessControlId: "access-1",
      },
    ]);
  });

  it("passes its dependsOn on to VPC origin and distribution", async () => {
    const first = await make();
    const recording = await record(
      (options) => new Distribution("site", ARGS, { ...options, dependsOn: first.component }),
    );
    for (const [type, name] of [
      [VPC_ORIGIN, "site-vpc-origin"],
      [DISTRIBUTION, "site-distribution"],
    ] as const) {
      assert.deepEqual(find(recording, type, name).waitsFor, ["site"]);
    }
  });
});
