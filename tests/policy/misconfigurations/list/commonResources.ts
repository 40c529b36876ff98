import { added, declared, idOf, output, type PropsOf, type Resource } from "../stackModel";

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
