/** One of the project's own instances, which boots the members site behind an internal load balancer. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { AccessForm, MembersApp, Network, OriginInstances, SigningKeys } from "../../../components";
import { instanceTrust } from "../../../components/instances/plan/rolePolicies";

const app = join(__dirname, "../../../app");
const ports = { public: 8443, signed: 8444 };

const network = new Network("smoke", { cidrBlock: "10.77.0.0/16" });
const { vpcId, subnetIds } = network;
const group = new ec2.SecurityGroup("smoke", { vpcId, description: "Load balancer of the experiment" });
const balancer = new lb.LoadBalancer("smoke", {
  loadBalancerType: "application",
  internal: true,
  subnets: subnetIds,
  securityGroups: [group.id],
});
const targets = Object.entries(ports).map(
  ([tier, port]) =>
    new lb.TargetGroup(`smoke-${tier}`, {
      vpcId,
      port,
      protocol: "HTTPS",
      targetType: "instance",
      deregistrationDelay: 0,
      healthCheck: { protocol: "HTTPS", path: "/healthz", matcher: "200", interval: 10, healthyThreshold: 2 },
    }),
);
const listener = new lb.Listener("smoke", {
  loadBalancerArn: balancer.arn,
  port: 80,
  protocol: "HTTP",
  defaultActions: [
    { type: "forward", forward: { targetGroups: targets.map(({ arn }) => ({ arn, weight: 1 })) } },
  ],
});

const role = new iam.Role("smoke", { assumeRolePolicy: instanceTrust() });
const profile = new iam.InstanceProfile("smoke", { role: role.name });
const keys = new SigningKeys("smoke", { keys: [{ id: "k1" }], signer: role });
const site = new MembersApp("smoke", {
  bundle: join(app, "dist/app.mjs"),
  domainName: "smoke.example.com",
  securePatterns: ["/premium/*"],
  entitlements: [
    { name: "smoke", title: "Smoke", anyOf: ["members"], prefix: "/premium/", access: AccessForm.Cookies },
  ],
  roleName: role.name,
  signingKeyArn: keys.signingKeyArn,
  activeKeyId: keys.activeKeyId,
});
const instances = new OriginInstances(
  "smoke",
  {
    vpcId,
    subnetIds,
    targetGroupArns: targets.map(({ arn }) => arn),
    loadBalancerSecurityGroupId: group.id,
    bootScript: readFileSync(join(app, "boot.sh"), "utf8"),
    environment: site.environment,
    role: { name: role.name, arn: role.arn, profileArn: profile.arn },
    publicPort: ports.public,
    signedPort: ports.signed,
    instanceType: "t4g.micro",
    maxInstances: 1,
  },
  { dependsOn: [network, listener, site] },
);

export const scalingGroupName = instances.scalingGroupName;
export const targetGroupArns: pulumi.Output<string>[] = targets.map(({ arn }) => arn);
