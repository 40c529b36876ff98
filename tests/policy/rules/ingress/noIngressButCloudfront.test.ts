import assert from "node:assert/strict";
import { resolveOptions } from "../../../../policy/options/options";
import type { RawResource } from "../../../../policy/resources/rawResource";
import { noIngressButCloudfront } from "../../../../policy/rules/ingress/noIngressButCloudfront";
import { buildModel } from "../../../../policy/stack/stack";

const raw = (type: string, name: string, props: object): RawResource => ({
  type,
  urn: `urn:pulumi:dev::test::${type}::${name}`,
  props,
  propertyDependencies: {},
});

const balancer = raw("aws:lb/loadBalancer:LoadBalancer", "alb", {
  arn: "arn:alb",
  internal: true,
  securityGroups: ["sg-alb"],
});
const admitting = raw("aws:ec2/securityGroup:SecurityGroup", "alb-group", {
  id: "sg-alb",
  ingress: [{ cidrBlocks: ["10.0.0.0/8"] }],
});
const stack = [
  balancer,
  admitting,
  raw("aws:cloudfront/vpcOrigin:VpcOrigin", "origin", { vpcOriginEndpointConfig: { arn: "arn:alb" } }),
];

function findings(...resources: RawResource[]): string[] {
  const found = noIngressButCloudfront.check(buildModel([...stack, ...resources]), resolveOptions([]));
  return found.map(({ why, fix, level = "mandatory" }) => `${level}: ${why}. ${fix}.`);
}

describe(noIngressButCloudfront.name, () => {
  const service = (props: object) =>
    raw("aws:ec2/vpcEndpointService:VpcEndpointService", "service", {
      networkLoadBalancerArns: ["arn:alb"],
      ...props,
    });
  const way = (first: RawResource, argument: string, from: string): string =>
    `${from} → ${first.urn} (${argument}) → ${admitting.urn} (ingress[0].cidrBlocks[0]) → ${balancer.urn}`;

  it("rejects an endpoint service for everybody", () => {
    const one = service({ allowedPrincipals: ["*"], acceptanceRequired: false });
    assert.deepEqual(findings(one), [
      `mandatory: every AWS account reaches ${balancer.urn} through this endpoint service: ` +
        `${way(one, "networkLoadBalancerArns[0]", "every AWS account")}. ` +
        "Remove the load balancer from the endpoint service, or allow only the principals that need it.",
    ]);
  });

  it("rejects an endpoint service for another account whose connections nobody need accept", () => {
    const named = service({
      allowedPrincipals: ["arn:aws:iam::444455556666:root"],
      acceptanceRequired: false,
    });
    assert.match(findings(named)[0] ?? "", /^mandatory: an account that the service admits reaches /);
  });

  it("advises on an endpoint service for the stack's own account, or whose connections the owner accepts", () => {
    const own = service({ allowedPrincipals: ["arn:aws:iam::111122223333:root"], acceptanceRequired: false });
    const vpc = raw("aws:ec2/vpc:Vpc", "vpc", { arn: "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1" });
    const accepted = service({ allowedPrincipals: ["*"], acceptanceRequired: true });
    for (const found of [findings(own, vpc), findings(accepted)]) {
      assert.match(found[0] ?? "", /^advisory: an account that the service admits reaches /);
    }
  });

  it("accepts an endpoint service without principals", () => {
    assert.deepEqual(findings(service({ acceptanceRequired: false })), []);
  });

  it("rejects a target of VPC Lattice without authentication, and advises on one with IAM", () => {
    const target = raw("aws:vpclattice/targetGroupAttachment:TargetGroupAttachment", "target", {
      target: { id: "arn:alb" },
    });
    const lattice = (authType: string) => raw("aws:vpclattice/service:Service", "lattice", { authType });
    assert.deepEqual(findings(target, lattice("NONE")), [
      `mandatory: every client of the service network reaches ${balancer.urn} through this VPC Lattice target: ` +
        `${way(target, "target.id", "every client of the service network")}. Remove the target.`,
    ]);
    assert.match(findings(target, lattice("AWS_IAM"))[0] ?? "", /^advisory: /);
  });

  it("advises on a tunnel for those whom IAM allows", () => {
    const tunnel = raw("aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint", "tunnel", {
      subnetId: "subnet-1",
    });
    assert.deepEqual(findings(tunnel), [
      `advisory: a principal whom IAM allows to open a tunnel reaches ${balancer.urn} through this Instance Connect Endpoint: ` +
        `${way(tunnel, "subnetId", "a principal whom IAM allows to open a tunnel")}. ` +
        "Admit the endpoint's security group on the ports for administration only.",
    ]);
  });

  it("advises on a Client VPN", () => {
    const network = raw("aws:ec2clientvpn/networkAssociation:NetworkAssociation", "vpn", {
      subnetId: "subnet-1",
    });
    assert.deepEqual(findings(network), [
      `advisory: a client whom the VPN authenticates reaches ${balancer.urn} through this Client VPN endpoint: ` +
        `${way(network, "subnetId", "a client whom the VPN authenticates")}. ` +
        "Admit the VPN's security group on the ports for administration only.",
    ]);
  });
});
