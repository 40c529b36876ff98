import assert from "node:assert/strict";
import { canonicalType, resourceTypes } from "../../../policy/model/tokens";

describe("canonicalType", () => {
  for (const module of ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"]) {
    it(`reads a load balancer of aws:${module}`, () => {
      assert.equal(canonicalType(`aws:${module}/loadBalancer:LoadBalancer`), resourceTypes.loadBalancer);
    });
  }
  for (const module of ["elb", "elasticloadbalancing"]) {
    it(`reads a classic load balancer of aws:${module}`, () => {
      assert.equal(
        canonicalType(`aws:${module}/loadBalancer:LoadBalancer`),
        resourceTypes.classicLoadBalancer,
      );
    });
  }
  for (const type of Object.values(resourceTypes)) {
    it(`leaves ${type} as it is`, () => assert.equal(canonicalType(type), type));
  }
  for (const token of [
    "aws:s3/bucket:Bucket",
    "awsx:lb/loadBalancer:LoadBalancer",
    "aws:lb:LoadBalancer",
    "pulumi:providers:aws",
    "",
  ]) {
    it(`does not read ${token || "an empty token"}`, () => assert.equal(canonicalType(token), undefined));
  }

  it("uses the tokens of the installed provider", async () => {
    const classes = await Promise.all([
      import("@pulumi/aws/lb/loadBalancer").then((module) => module.LoadBalancer),
      import("@pulumi/aws/elb/loadBalancer").then((module) => module.LoadBalancer),
      import("@pulumi/aws/vpc/securityGroupIngressRule").then((module) => module.SecurityGroupIngressRule),
      import("@pulumi/aws/cloudfront/distribution").then((module) => module.Distribution),
      ...[
        "DefaultSecurityGroup",
        "Eip",
        "EipAssociation",
        "Instance",
        "LaunchConfiguration",
        "LaunchTemplate",
        "SecurityGroup",
        "SecurityGroupRule",
        "SpotInstanceRequest",
      ].map(async (name) => {
        const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
        return ((await import(`@pulumi/aws/ec2/${file}`)) as Record<string, unknown>)[name];
      }),
    ]);
    const tokens = classes.map((each) => (each as { __pulumiType: string }).__pulumiType);
    assert.deepEqual(tokens.sort(), Object.values(resourceTypes).sort());
  });
});
