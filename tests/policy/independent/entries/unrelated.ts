import { privateInstance } from "../../misconfigurations/compliantStacks/resources/instances";
import { added, declared, idOf, output } from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import { lambda, SUBNETS } from "./shared";

/** Stacks with endpoints and private networks that lead elsewhere. */
export const unrelated: readonly IndependentCase[] = [
  {
    id: "entry-interface-endpoints",
    what: "Endpoints of AWS's services admit the whole VPC, as their clients are in it.",
    source: servicePages.interfaceEndpoints,
    verdict: "accepted",
    resources: site(
      added(
        group("endpoints-group"),
        admitting("endpoints-in", "endpoints-group", [443, 443], { cidrIpv4: "10.0.0.0/16" }),
        ...["ssm", "ssmmessages", "ec2messages", "kms"].map((service) =>
          declared("aws:ec2/vpcEndpoint:VpcEndpoint", `endpoint-${service}`, {
            vpcId: idOf("site-vpc"),
            serviceName: `com.amazonaws.eu-west-1.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: SUBNETS,
            securityGroupIds: [idOf("endpoints-group")],
          }),
        ),
        declared("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint-s3", {
          vpcId: idOf("site-vpc"),
          serviceName: "com.amazonaws.eu-west-1.s3",
          vpcEndpointType: "Gateway",
          routeTableIds: [idOf("site-private-table-0"), idOf("site-private-table-1")],
        }),
      ),
    ),
  },
  {
    id: "entry-lattice-service-elsewhere",
    what: "A Lattice service leads to a function that nothing of the site admits.",
    source: servicePages.lattice,
    verdict: "accepted",
    resources: site(
      added(
        ...lambda("orders", false),
        declared("aws:vpclattice/service:Service", "mesh", { authType: "AWS_IAM" }),
        declared("aws:vpclattice/targetGroup:TargetGroup", "mesh-targets", { type: "LAMBDA" }),
        declared("aws:vpclattice/targetGroupAttachment:TargetGroupAttachment", "mesh-target", {
          targetGroupIdentifier: idOf("mesh-targets"),
          target: { id: output("orders", "arn") },
        }),
      ),
    ),
  },
  {
    id: "entry-instance-connect-to-a-bastion",
    what: "An EC2 Instance Connect endpoint leads to a private bastion, which nothing of the site admits.",
    source: servicePages.instanceConnect,
    verdict: "accepted",
    resources: site(
      added(
        group("connect-group"),
        group("bastion-group"),
        admitting("connect-to-bastion", "bastion-group", [22, 22], {
          referencedSecurityGroupId: idOf("connect-group"),
        }),
        privateInstance("bastion", idOf("site-private-0"), [idOf("bastion-group")]),
        declared("aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint", "connect", {
          subnetId: idOf("site-private-0"),
          securityGroupIds: [idOf("connect-group")],
          preserveClientIp: false,
        }),
      ),
    ),
  },
  {
    id: "entry-client-vpn-to-a-database",
    what: "A Client VPN of the administrators reaches a database, and no server of the site.",
    source: servicePages.clientVpn,
    verdict: "accepted",
    resources: site(
      added(
        group("vpn-group"),
        group("database-group"),
        admitting("vpn-to-database", "database-group", [5432, 5432], {
          referencedSecurityGroupId: idOf("vpn-group"),
        }),
        declared("aws:ec2clientvpn/endpoint:Endpoint", "vpn", {
          clientCidrBlock: "10.90.0.0/22",
          serverCertificateArn:
            "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11",
          vpcId: idOf("site-vpc"),
          securityGroupIds: [idOf("vpn-group")],
          authenticationOptions: [
            {
              type: "certificate-authentication",
              rootCertificateChainArn:
                "arn:aws:acm:eu-west-1:111122223333:certificate/0b9a1c7e-53d1-4f61-8a0b-3f0f0f6c2f11",
            },
          ],
          connectionLogOptions: { enabled: false },
        }),
        declared("aws:ec2clientvpn/networkAssociation:NetworkAssociation", "vpn-network", {
          clientVpnEndpointId: idOf("vpn"),
          subnetId: idOf("site-private-0"),
        }),
        declared("aws:ec2clientvpn/authorizationRule:AuthorizationRule", "vpn-rule", {
          clientVpnEndpointId: idOf("vpn"),
          targetNetworkCidr: "10.0.0.0/16",
          authorizeAllGroups: true,
        }),
      ),
    ),
  },
];
