import { added, declared, idOf, output, type PropsOf, type Resource } from "../model";

/** A public range that no configuration names. */
export const OFFICE = "81.2.69.0/24";

/** A rule that admits the office's range to a security group on one port. */
export function officeIn(name: string, group: string, port = 443): Resource {
  return declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, {
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    securityGroupId: idOf(group),
    cidrIpv4: OFFICE,
  });
}

/** A security group, and a rule that admits it to another group. */
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

/** A secret that a program spells out: long enough, but known to all who read the program. */
export const LITERAL_SECRET = "3f1c8a5e7b9d2046f8a1c3e5d7b90412a6c8e0f2b4d6987153fcae0d1b2e4f60";

type Conditions = PropsOf<"aws:lb/listenerRule:ListenerRule">["conditions"];

/** A rule that forwards to the members' targets of the dev stack, tried before all others. */
export const earlyRule = (conditions: Conditions) =>
  added(
    declared("aws:lb/listenerRule:ListenerRule", "site-early", {
      listenerArn: output("site-https", "arn"),
      priority: 5,
      actions: [{ type: "forward", targetGroupArn: output("site-signed-targets", "arn") }],
      conditions,
    }),
  );
