import { OFFICE, officeIn } from "../list/snippets";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, idOf, inserted, output, reported, set, unset, without } from "../model";
import { privateInstance } from "../shapes/parts/instances";

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

/** Networks, addresses and security groups that let nobody in. */
export const harmlessNetworks: Harmless[] = [
  {
    id: "second-nat-gateway",
    shape: "dev",
    what: "A second NAT gateway has an Elastic IP.",
    change: added(
      declared("aws:ec2/eip:Eip", "site-nat-address-1", { domain: "vpc" }),
      declared("aws:ec2/natGateway:NatGateway", "site-nat-1", {
        subnetId: idOf("site-public-0"),
        allocationId: idOf("site-nat-address-1"),
      }),
    ),
  },
  {
    id: "state-after-refresh",
    shape: "dev",
    what: "A refresh has found the NAT gateway's interface on its Elastic IP, and the rule resources in the groups.",
    change: all(
      reported("site-nat-address-0", {
        associationId: "eipassoc-0a1b2c3d4e5f60718",
        networkInterface: "eni-0a1b2c3d4e5f60718",
      }),
      reported("site-from-edge", {
        ingress: [
          { protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: ["pl-4fa04526"], self: false },
        ],
      }),
      reported("site-instances", {
        ingress: [
          {
            protocol: "tcp",
            fromPort: 8443,
            toPort: 8443,
            securityGroups: [idOf("site-balancer")],
            self: false,
          },
        ],
        egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"], self: false }],
      }),
    ),
    moments: ["known"],
  },
  {
    id: "address-in-reserve",
    shape: "nlbAndEc2",
    what: "An Elastic IP is kept and attached to nothing.",
    change: added(declared("aws:ec2/eip:Eip", "api-reserve", { domain: "vpc" })),
  },
  {
    id: "internet-gateway-attachment",
    shape: "s3AndAlb",
    what: "The internet gateway is attached by a resource of its own, and no private subnet is routed to it.",
    change: all(
      unset("app-igw", "vpcId"),
      added(
        declared("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment", "app-igw-used", {
          vpcId: idOf("app-vpc"),
          internetGatewayId: idOf("app-igw"),
        }),
      ),
    ),
  },
  {
    id: "private-route-to-internet-gateway",
    shape: "dev",
    what: "A private subnet is routed to the internet gateway, which helps nobody without a public address.",
    change: all(
      unset("site-private-table-1-nat", "natGatewayId"),
      set("site-private-table-1-nat", "gatewayId", idOf("site-igw")),
    ),
  },
  {
    id: "ipv6-egress-only",
    shape: "dev",
    what: "Instances have IPv6 addresses and an egress-only gateway.",
    change: all(
      set("site-template", "networkInterfaces.0.ipv6AddressCount", 1),
      added(
        declared("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "site-ipv6-out", {
          vpcId: idOf("site-vpc"),
        }),
        declared("aws:ec2/route:Route", "site-ipv6-route", {
          routeTableId: idOf("site-private-table-0"),
          destinationIpv6CidrBlock: "::/0",
          egressOnlyGatewayId: idOf("site-ipv6-out"),
        }),
      ),
    ),
  },
  {
    id: "private-endpoints",
    shape: "prod",
    what: "Endpoints of AWS services admit the VPC's own range.",
    change: added(
      declared("aws:ec2/securityGroup:SecurityGroup", "site-endpoints", { vpcId: idOf("site-vpc") }),
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-endpoints-in", {
        ...HTTPS,
        securityGroupId: idOf("site-endpoints"),
        cidrIpv4: output("site-vpc", "cidrBlock"),
      }),
      declared("aws:ec2/vpcEndpoint:VpcEndpoint", "site-endpoint-kms", {
        vpcId: idOf("site-vpc"),
        serviceName: "com.amazonaws.eu-west-1.kms",
        vpcEndpointType: "Interface",
        subnetIds: [idOf("site-private-0")],
        securityGroupIds: [idOf("site-endpoints")],
      }),
    ),
  },
  {
    id: "peering",
    shape: "prod",
    what: "The VPC is peered with the company's.",
    change: added(
      declared("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "site-peering", {
        vpcId: idOf("site-vpc"),
        peerVpcId: "vpc-0a1b2c3d4e5f60718",
      }),
    ),
  },
  {
    id: "database-beside",
    shape: "s3AndAlb",
    what: "A private database admits the instances.",
    change: added(
      declared("aws:ec2/securityGroup:SecurityGroup", "app-database", {
        vpcId: idOf("app-vpc"),
        ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: [idOf("app-instances")] }],
      }),
      declared("aws:rds/instance:Instance", "app-database-1", {
        instanceClass: "db.t4g.micro",
        engine: "postgres",
        publiclyAccessible: false,
        storageEncrypted: true,
        vpcSecurityGroupIds: [idOf("app-database")],
      }),
    ),
  },
  {
    id: "more-private-instances",
    shape: "classicAlb",
    what: "A worker runs beside the instances, reached by nobody.",
    change: added(
      declared("aws:ec2/securityGroup:SecurityGroup", "shop-worker", { vpcId: idOf("shop-vpc") }),
      privateInstance("shop-worker-1", idOf("shop-private-1"), [idOf("shop-worker")]),
    ),
  },
  {
    id: "egress-anywhere",
    shape: "dev",
    what: "Instances may send everything everywhere, over both protocols.",
    change: added(
      declared("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "site-out-ipv4", {
        securityGroupId: idOf("site-instances"),
        ipProtocol: "-1",
        cidrIpv4: "0.0.0.0/0",
      }),
      declared("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "site-out-ipv6", {
        securityGroupId: idOf("site-instances"),
        ipProtocol: "-1",
        cidrIpv6: "::/0",
      }),
    ),
  },
  {
    id: "egress-anywhere-inside-group",
    shape: "classicAlb",
    what: "Rules inside the groups let out everything, over both protocols.",
    change: inserted("shop-balancer", "egress", 0, {
      protocol: "-1",
      fromPort: 0,
      toPort: 0,
      cidrBlocks: ["0.0.0.0/0"],
      ipv6CidrBlocks: ["::/0"],
    }),
  },
  {
    id: "egress-old-rule",
    shape: "s3AndAlb",
    what: "A rule resource of the older kind lets out everything over IPv6.",
    change: set("app-instances-out", "ipv6CidrBlocks", ["::/0"]),
  },
  {
    id: "administration-private",
    shape: "dev",
    what: "Administration comes from a private range.",
    change: added(
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-admin-0", {
        ...HTTPS,
        securityGroupId: idOf("site-balancer"),
        cidrIpv4: "192.168.40.0/22",
      }),
    ),
  },
  {
    id: "administration-configured",
    shape: "dev",
    what: "Administration comes from a public range that the configuration names.",
    change: added(officeIn("site-office", "site-balancer")),
    options: { adminCidrs: [OFFICE] },
  },
  {
    id: "administration-list",
    shape: "prod",
    what: "Administration comes from a prefix list of private ranges.",
    change: added(
      declared("aws:ec2/managedPrefixList:ManagedPrefixList", "site-offices", {
        addressFamily: "IPv4",
        maxEntries: 3,
        entries: [{ cidr: "10.8.0.0/16" }, { cidr: "172.16.0.0/12" }],
      }),
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-offices-in", {
        ...HTTPS,
        securityGroupId: idOf("site-balancer"),
        prefixListId: idOf("site-offices"),
      }),
    ),
  },
  {
    id: "service-group-of-cloudfront",
    shape: "dev",
    what: "The balancer admits the group that CloudFront makes for VPC origins, which is of no stack.",
    change: all(
      without("site-from-edge-https"),
      added(
        declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-service", {
          ...HTTPS,
          securityGroupId: idOf("site-from-edge"),
          referencedSecurityGroupId: "sg-0a1b2c3d4e5f60718",
        }),
      ),
    ),
  },
  {
    id: "group-admits-itself",
    shape: "classicAlb",
    what: "Instances admit each other, before all other rules.",
    change: inserted("shop-instances", "ingress", 0, { protocol: "-1", fromPort: 0, toPort: 0, self: true }),
  },
  {
    id: "attachment-of-private-group",
    shape: "nlbAndEc2",
    what: "An attachment puts a group with a private range on the interface of an instance.",
    change: added(
      declared("aws:ec2/securityGroup:SecurityGroup", "api-metrics", {
        vpcId: idOf("api-vpc"),
        ingress: [{ protocol: "tcp", fromPort: 9100, toPort: 9100, cidrBlocks: ["10.0.0.0/16"] }],
      }),
      declared(
        "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
        "api-metrics-attached",
        {
          securityGroupId: idOf("api-metrics"),
          networkInterfaceId: output("api-instance-0", "primaryNetworkInterfaceId"),
        },
      ),
    ),
  },
];
