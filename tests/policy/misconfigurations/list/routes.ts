import { privateInstance } from "../compliantStacks/resources/instances";
import { added, type Change, declared, idOf, type PropsOf } from "../stackModel";

const SSH = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };

/** Adds a jump host with a public address to a private subnet; it admits a range, and the instances behind CloudFront admit it. */
export function jumpHost(cidrIpv4 = "0.0.0.0/0"): Change {
  return added(
    declared("aws:ec2/securityGroup:SecurityGroup", "api-jump", { vpcId: idOf("api-vpc") }),
    declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "api-jump-in", {
      ...SSH,
      securityGroupId: idOf("api-jump"),
      cidrIpv4,
    }),
    declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "api-instances-jump", {
      ...SSH,
      securityGroupId: idOf("api-instances"),
      referencedSecurityGroupId: idOf("api-jump"),
    }),
    privateInstance("api-jump-host", idOf("api-private-1"), [idOf("api-jump")], {
      associatePublicIpAddress: true,
    }),
  );
}

/** Adds a route to the table of the jump host's subnet. */
export function jumpRoute(props: Partial<PropsOf<"aws:ec2/route:Route">>): Change {
  return added(
    declared("aws:ec2/route:Route", "api-jump-route", {
      routeTableId: idOf("api-private-table-1"),
      gatewayId: idOf("api-igw"),
      ...props,
    }),
  );
}
