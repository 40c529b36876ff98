import { privateInstance } from "../compliantStacks/resources/instances";
import { trust } from "../compliantStacks/resources/policies";
import {
  added,
  declared,
  declaredRaw,
  idOf,
  type Later,
  type Leaf,
  later,
  output,
  type PropsOf,
  type Resource,
  type UnknownKind,
  type Value,
} from "../stackModel";

/** A public range that is not in any configuration. */
export const OFFICE = "81.2.69.0/24";

/** Declares a security group rule that admits the office's range on one port. */
export function officeIn(name: string, group: string, port = 443): Resource {
  return declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, {
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    securityGroupId: idOf(group),
    cidrIpv4: OFFICE,
  });
}

/** Declares a security group, and a rule of another group that admits it. */
export function admittedGroup(name: string, vpc: string, into: string, port = 443): Resource[] {
  return [
    declared("aws:ec2/securityGroup:SecurityGroup", name, { vpcId: idOf(vpc) }),
    declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", `${name}-admitted`, {
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      securityGroupId: idOf(into),
      referencedSecurityGroupId: idOf(name),
    }),
  ];
}

/** Declares a reference to the stack of the network, whose outputs are unknown in a first preview. */
export const networkStack: Resource = declaredRaw("pulumi:pulumi:StackReference", "network", {
  name: "members/network/live",
});

/** Returns an output of the stack of the network. */
export function ofNetworkStack(value: Value, kind: UnknownKind = "string"): Later {
  return later(value, ["network"], kind);
}

/** Declares a security group rule that admits the private network. */
export function privateRangeIn(name: string, group: string): Resource {
  return declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, {
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 8444,
    securityGroupId: idOf(group),
    cidrIpv4: "10.0.0.0/8",
  });
}

/** Declares a function in a private subnet, with its role. */
export function functionInVpc(stack: string, name: string, groups: readonly Leaf[]): Resource[] {
  return [
    declared("aws:iam/role:Role", `${name}-role`, { assumeRolePolicy: trust("lambda.amazonaws.com") }),
    declared("aws:lambda/function:Function", name, {
      role: output(`${name}-role`, "arn"),
      runtime: "nodejs22.x",
      handler: "index.handler",
      s3Bucket: `code-of-${stack}`,
      s3Key: "function.zip",
      vpcConfig: { subnetIds: [idOf(`${stack}-private-0`)], securityGroupIds: groups },
    }),
  ];
}

/** A secret written in the program: long enough, but known to all who read it. */
export const LITERAL_SECRET = "3f1c8a5e7b9d2046f8a1c3e5d7b90412a6c8e0f2b4d6987153fcae0d1b2e4f60";

type Conditions = PropsOf<"aws:lb/listenerRule:ListenerRule">["conditions"];

/** Adds a listener rule to the dev stack that precedes all others and forwards to the signed tier's targets. */
export const earlyRule = (conditions: Conditions) =>
  added(
    declared("aws:lb/listenerRule:ListenerRule", "site-early", {
      listenerArn: output("site-https", "arn"),
      priority: 5,
      actions: [{ type: "forward", targetGroupArn: output("site-signed-targets", "arn") }],
      conditions,
    }),
  );

/**
 * Declares a server of the stack shop that the load balancer admits, with two network interfaces, and a network load balancer in
 * front of it that every account can use. One of its security groups admits the private network.
 *
 * @param open the interface that has this security group
 */
export function offeredServer(open: "first" | "second"): Resource[] {
  const [first, second] =
    open === "first" ? ["shop-relayed-in", "shop-unrelayed"] : ["shop-unrelayed", "shop-relayed-in"];
  return [
    ...admittedGroup("shop-relayed-in", "shop-vpc", "shop-balancer"),
    ...admittedGroup("shop-unrelayed", "shop-vpc", "shop-balancer"),
    privateRangeIn("shop-private-in", "shop-relayed-in"),
    privateInstance("shop-worker", idOf("shop-private-0"), [idOf(first)]),
    declared("aws:ec2/networkInterface:NetworkInterface", "shop-second", {
      subnetId: idOf("shop-private-1"),
      securityGroups: [idOf(second)],
    }),
    declared("aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment", "shop-second-attached", {
      networkInterfaceId: idOf("shop-second"),
      instanceId: idOf("shop-worker"),
      deviceIndex: 1,
    }),
    declared("aws:lb/loadBalancer:LoadBalancer", "shop-relay", {
      internal: true,
      loadBalancerType: "network",
      subnets: [idOf("shop-private-0")],
      enableDeletionProtection: true,
    }),
    declared("aws:lb/targetGroup:TargetGroup", "shop-relayed", {
      vpcId: idOf("shop-vpc"),
      targetType: "instance",
      protocol: "TCP",
      port: 443,
    }),
    declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "shop-relayed-worker", {
      targetGroupArn: output("shop-relayed", "arn"),
      targetId: idOf("shop-worker"),
    }),
    declared("aws:lb/listener:Listener", "shop-relay-tcp", {
      loadBalancerArn: output("shop-relay", "arn"),
      port: 443,
      protocol: "TCP",
      defaultActions: [{ type: "forward", targetGroupArn: output("shop-relayed", "arn") }],
    }),
    declared("aws:ec2/vpcEndpointService:VpcEndpointService", "shop-offered", {
      acceptanceRequired: false,
      allowedPrincipals: ["*"],
      networkLoadBalancerArns: [output("shop-relay", "arn")],
    }),
  ];
}
