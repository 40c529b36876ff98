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

  it("accepts a template, a Cloud Control resource and a module of services without a place in the network", () => {
    const template = (templateBody: string) =>
      raw("aws:cloudformation/stack:Stack", "template", { templateBody });
    const created = (typeName: string) => raw("aws:cloudcontrol/resource:Resource", "created", { typeName });
    const module = ["queuemod:index:Module", "queuemod:tf:aws_sqs_queue"].map((type) =>
      raw(type, type, {}, { provider }),
    );
    const quiet = [
      template('{"Resources":{"Queue":{"Type":"AWS::SQS::Queue"}}}'),
      template("Resources:\n  Alarm:\n    Type: AWS::CloudWatch::Alarm\n"),
      created("AWS::SQS::Queue"),
    ];
    for (const one of quiet) {
      assert.deepEqual(messages([...stack, one]), []);
    }
    assert.deepEqual(messages([...stack, ...module]), []);
    const unread = [
      template('{"Resources":{"Queue":{"Type":"AWS::SQS::Queue"},"Front":{"Type":"AWS::EC2::EIP"}}}'),
      template('{"Transform":"Front","Resources":{"Queue":{"Type":"AWS::SQS::Queue"}}}'),
      template('{"Resources":{"Queue":{"Type":"AWS::SQS::Queue"},"Front":{"Type":"Custom::Front"}}}'),
      template('Resources: {Queue: {Type: AWS::SQS::Queue}, Front: {Type: "AWS\\u003a:EC2::EIP"}}'),
      template('{"Resources":{"Front":{"Type":"\\u0041WS::EC2::EIP"}}}'),
      template("{}"),
      created("AWS::EC2::EIPAssociation"),
      raw("queuemod:index:Module", "module", {}, { provider }),
    ];
    for (const one of unread) {
      assert.equal(messages([...stack, one]).length, 1, JSON.stringify(one.props));
    }
  });

  it("rejects code that names what it can open, also inside a text", () => {
    const command = (type: string, props: object) =>
      raw(`command:${type}:Command`, "command", props, { provider });
    const opens = command("local", {
      create: "aws ec2 authorize-security-group-ingress --group-id sg-alb --port 443",
    });
    assert.deepEqual(messages([...stack, opens]), [
      `a command, which can change what it names, refers to ${group.urn}, and may open a way that the pack cannot follow. ` +
        'Remove the reference, or list "command:local:Command" in the option harmlessTypes if it opens no way.',
    ]);
    const dynamic = raw("pulumi-nodejs:dynamic:Resource", "scheme", { of: "arn:alb" }, { provider });
    assert.match(
      messages([...stack, dynamic])[0] ?? "",
      /^a dynamic resource, which can .* refers to .*::alb, /,
    );
    const builds = command("local", { create: "npm run build", triggers: ["arn:alb"] });
    const copies = command("remote", { connection: { host: "arn:alb" }, create: "systemctl restart site" });
    const fills = raw("pulumi-nodejs:dynamic:Resource", "fills", { table: "orders" }, { provider });
    assert.deepEqual(messages([...stack, builds, copies, fills]), []);
  });

  it("rejects an object of Kubernetes that names what is protected, or whose load balancer the origin admits", () => {
    const object = (type: string, props: object) => raw(`kubernetes:${type}`, "object", props, { provider });
    const binding = object("elbv2.k8s.aws/v1beta1:TargetGroupBinding", { spec: { loadBalancer: "arn:alb" } });
    assert.match(
      messages([...stack, binding])[0] ?? "",
      /^a Kubernetes object that changes load balancers or networks of AWS, refers to .*::alb, and may open a way/,
    );
    const annotations = { "alb.ingress.kubernetes.io/security-groups": "sg-other, sg-front" };
    const ingress = object("networking.k8s.io/v1:Ingress", { metadata: { annotations } });
    const front = raw("aws:ec2/securityGroup:SecurityGroup", "front-group", { id: "sg-front" });
    const frontIn = raw("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "front-in", {
      securityGroupId: "sg-alb",
      referencedSecurityGroupId: "sg-front",
    });
    assert.match(
      messages([...stack, front, frontIn, ingress])[0] ?? "",
      /^a Kubernetes object, whose cluster may accept requests; .*::alb admits it.* → .*front-in \(referencedSecurityGroupId\)/,
    );
    assert.deepEqual(messages([...stack, front, ingress]), []);
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
