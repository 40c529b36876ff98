import { privateInstance } from "../compliantStacks/resources/instances";
import { OFFICE, officeIn } from "../list/commonResources";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, idOf, inserted, output, reported, set, unset, without } from "../stackModel";

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

/** Networks, addresses and security groups without an ingress path. */
export const harmlessNetworks: Harmless[] = [
  {
    id: "second-nat-gateway",
    base: "dev",
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
    base: "dev",
    what: "After a refresh, the Elastic IP has the NAT gateway's interface, and the security groups list their rule resources.",
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
    base: "nlbAndEc2",
    what: "An Elastic IP is not attached.",
    change: added(declared("aws:ec2/eip:Eip", "api-reserve", { domain: "vpc" })),
  },
  {
    id: "internet-gateway-attachment",
    base: "s3AndAlb",
    what: "The internet gateway is attached by a separate resource, and no private subnet has a route to it.",
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
    base: "dev",
    what: "A private subnet has a route to the internet gateway, but no public addresses.",
    change: all(
      unset("site-private-table-1-nat", "natGatewayId"),
      set("site-private-table-1-nat", "gatewayId", idOf("site-igw")),
    ),
  },
  {
    id: "ipv6-egress-only",
    base: "dev",
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
    base: "prod",
    what: "Interface endpoints admit the VPC's own range.",
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
    base: "prod",
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
    base: "s3AndAlb",
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
    base: "classicAlb",
    what: "A private worker instance admits nobody.",
    change: added(
      declared("aws:ec2/securityGroup:SecurityGroup", "shop-worker", { vpcId: idOf("shop-vpc") }),
      privateInstance("shop-worker-1", idOf("shop-private-1"), [idOf("shop-worker")]),
    ),
  },
  {
    id: "egress-anywhere",
    base: "dev",
    what: "Instances have unrestricted egress over IPv4 and IPv6.",
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
    id: "egress-anywhere-inline",
    base: "classicAlb",
    what: "Inline rules allow all egress over IPv4 and IPv6.",
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
    base: "s3AndAlb",
    what: "A rule resource of the older type allows all egress over IPv6.",
    change: set("app-instances-out", "ipv6CidrBlocks", ["::/0"]),
  },
  {
    id: "administration-private",
    base: "dev",
    what: "A private range is admitted for administration.",
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
    base: "dev",
    what: "A public range in the configuration is admitted for administration.",
    change: added(officeIn("site-office", "site-balancer")),
    options: { adminCidrs: [OFFICE] },
  },
  {
    id: "administration-list",
    base: "prod",
    what: "A prefix list of private ranges is admitted for administration.",
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
    base: "dev",
    what: "The load balancer admits the security group that CloudFront creates for VPC origins, which is in no stack.",
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
    base: "classicAlb",
    what: "The first inline rule lets instances reach each other.",
    change: inserted("shop-instances", "ingress", 0, { protocol: "-1", fromPort: 0, toPort: 0, self: true }),
  },
  {
    id: "attachment-of-private-group",
    base: "nlbAndEc2",
    what: "An attachment adds a security group with a private range to the interface of an instance.",
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
