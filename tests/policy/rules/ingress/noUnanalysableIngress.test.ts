import assert from "node:assert/strict";
import { resolveOptions } from "../../../../policy/options/options";
import type { RawResource } from "../../../../policy/resources/rawResource";
import { noUnanalysableIngress } from "../../../../policy/rules/ingress/noUnanalysableIngress";
import { buildModel } from "../../../../policy/stack/stack";

const raw = (type: string, name: string, props: object, more: Partial<RawResource> = {}): RawResource => ({
  type,
  urn: `urn:pulumi:dev::test::${type}::${name}`,
  props,
  propertyDependencies: {},
  ...more,
});
const provider = { urn: "urn:pulumi:dev::test::pulumi:providers:some::default" };

const balancer = raw("aws:lb/loadBalancer:LoadBalancer", "alb", {
  arn: "arn:alb",
  internal: true,
  securityGroups: ["sg-alb"],
  subnets: ["subnet-alb"],
});
const group = raw("aws:ec2/securityGroup:SecurityGroup", "alb-group", { id: "sg-alb" });
const origin = raw("aws:cloudfront/vpcOrigin:VpcOrigin", "origin", {
  vpcOriginEndpointConfig: { arn: "arn:alb" },
});
const privateRange = raw("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "alb-in", {
  securityGroupId: "sg-alb",
  cidrIpv4: "10.0.0.0/8",
});
const stack = [balancer, group, origin];

function messages(resources: readonly RawResource[], harmlessTypes: string[] = []): string[] {
  const options = resolveOptions([{ harmlessTypes }]);
  return noUnanalysableIngress.check(buildModel(resources), options).map(({ why, fix }) => `${why}. ${fix}.`);
}

describe(noUnanalysableIngress.name, () => {
  const template = raw("aws:cloudformation/stack:Stack", "template", {});
  const tunnels = [1, 2, 3].map((n) => raw("edgeworks:index:Tunnel", `tunnel-${n}`, {}, { provider }));
  const service = (more: Partial<RawResource>) =>
    raw("kubernetes:core/v1:Service", "service", {}, { provider, ...more });

  it("rejects what creates resources that no rule sees", () => {
    assert.deepEqual(messages([...stack, template]), [
      "a CloudFormation stack, whose resources are in its template, may open a way to a protected origin that the pack cannot follow. " +
        'Create it with the AWS provider, or list "aws:cloudformation/stack:Stack" in the option harmlessTypes if it opens no way.',
    ]);
  });

  it("reports an unknown provider once", () => {
    assert.deepEqual(messages([...stack, ...tunnels]), [
      "a resource of the provider edgeworks, which the pack does not know, may open a way to a protected origin that the pack " +
        "cannot follow, like 2 more of its package. " +
        'Create it with the AWS provider, or list "edgeworks:*" in the option harmlessTypes if it opens no way.',
    ]);
  });

  it("rejects a target by address on the way to signed content, and reports it on the way to public content", () => {
    const attachment = raw("aws:lb/targetGroupAttachment:TargetGroupAttachment", "target", {
      targetGroupArn: "arn:group",
      targetId: "10.0.1.77",
    });
    const listener = raw("aws:lb/listener:Listener", "listener", {
      loadBalancerArn: "arn:alb",
      defaultActions: [{ type: "forward", targetGroupArn: "arn:group" }],
    });
    const targets = raw("aws:lb/targetGroup:TargetGroup", "group", { arn: "arn:group" });
    const site = (trustedKeyGroups: string[]) =>
      raw("aws:cloudfront/distribution:Distribution", "site", {
        origins: [{ originId: "app", vpcOriginConfig: { vpcOriginId: "vo-1" } }],
        defaultCacheBehavior: { targetOriginId: "app", trustedKeyGroups },
      });
    const named = { ...origin, props: { ...origin.props, id: "vo-1" } };
    const found = (trusted: string[]) => {
      const all = [balancer, group, named, attachment, listener, targets, site(trusted)];
      return noUnanalysableIngress.check(buildModel(all), resolveOptions([{}]));
    };
    const finding = {
      urn: attachment.urn,
      path: "targetId",
      why: `a target of ${balancer.urn} is no resource of this stack that is known in preview, so what else leads to it cannot be checked`,
      fix: "Register the server by its id, or in this stack",
    };
    assert.deepEqual(found(["keys-1"]), [finding]);
    assert.deepEqual(found([]), [{ ...finding, level: "advisory" }]);
  });

  it("rejects a type of a newer provider that refers to what is protected", () => {
    const gateway = raw("aws:ec2/publicGateway:PublicGateway", "gateway", { nested: { groups: ["sg-alb"] } });
    const [message = ""] = messages([...stack, gateway]);
    assert.match(
      message,
      /^a type that version [\d.]+ of the provider does not have, refers to urn:pulumi:dev::test::aws:ec2\/securityGroup:SecurityGroup::alb-group, and may open a way that the pack cannot follow\. Remove the reference, or list "aws:ec2\/publicGateway:PublicGateway" in the option harmlessTypes if it opens no way\.$/,
    );
  });

  it("rejects a type of a newer provider in a subnet of another stack that is the origin's too", () => {
    const gateway = raw("aws:ec2/publicGateway:PublicGateway", "gateway", { subnetId: "subnet-alb" });
    const [message = ""] = messages([...stack, gateway]);
    assert.match(message, /, may be in the same subnets as a protected origin, and may open a way/);
    const elsewhere = raw("aws:ec2/publicGateway:PublicGateway", "gateway", { subnetId: "subnet-other" });
    assert.deepEqual(messages([...stack, elsewhere]), []);
  });

  it("rejects a sender that the origin admits, with the whole way", () => {
    assert.deepEqual(messages([...stack, privateRange, service({})]), [
      `a Kubernetes object, whose cluster may accept requests; ${balancer.urn} admits it, so the internet may reach it: ` +
        `internet → ${service({}).urn} → ${privateRange.urn} (cidrIpv4) → ${balancer.urn}. ` +
        "Remove the rule that admits it, or list the type in the option harmlessTypes.",
    ]);
    assert.deepEqual(messages([...stack, service({})]), []);
  });

  it("judges objects of a cluster of this stack by the cluster", () => {
    const cluster = raw("aws:eks/cluster:Cluster", "cluster", {
      vpcConfig: { securityGroupIds: ["sg-pods"] },
    });
    const kubernetes = raw(
      "pulumi:providers:kubernetes",
      "pods",
      {},
      { propertyDependencies: { kubeconfig: [cluster] } },
    );
    const objects = [cluster, kubernetes, service({ provider: { urn: kubernetes.urn } })];
    const found = messages([...stack, privateRange, ...objects]);
    assert.deepEqual(
      found.map((message) => message.split(",")[0]),
      ["a cluster"],
    );
  });

  it("accepts components, declared types, and a stack without anything protected", () => {
    const component = raw("edgeworks:index:Site", "site", {});
    assert.deepEqual(messages([...stack, component]), []);
    assert.deepEqual(
      messages([...stack, template, ...tunnels], ["edgeworks:*", "aws:cloudformation/stack:Stack"]),
      [],
    );
    assert.deepEqual(messages([balancer, group, template, ...tunnels]), []);
  });
});
