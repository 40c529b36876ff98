import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, idOf, output, set, unset } from "../../stackModel";
import { officeIn } from "../commonResources";

const rule = "no-public-address";
const instance = idOf("api-instance-0");
const address = declared("aws:ec2/eip:Eip", "api-address", { domain: "vpc" });
const networkInterface = declared("aws:ec2/networkInterface:NetworkInterface", "api-interface", {
  subnetId: idOf("api-private-0"),
  securityGroups: [idOf("api-instances")],
});
const interfaceAttachment = declared(
  "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
  "api-interface-attachment",
  {
    instanceId: instance,
    networkInterfaceId: idOf("api-interface"),
    deviceIndex: 1,
  },
);

/** Public addresses of instances and tasks. */
export const addressMisconfigurations: Misconfiguration[] = [
  {
    id: "instance-public-address",
    base: "nlbAndEc2",
    what: "An instance has a public address.",
    rule,
    resource: "api-instance-0",
    change: set("api-instance-0", "associatePublicIpAddress", true),
    expectText: [/associatePublicIpAddress/],
  },
  {
    id: "template-public-address",
    base: "dev",
    what: 'The launch template has "true", as text, for a public address.',
    rule,
    resource: "site-template",
    change: set("site-template", "networkInterfaces.0.associatePublicIpAddress", "true"),
    expectText: [/networkInterfaces\S*associatePublicIpAddress/],
  },
  {
    id: "launch-configuration-public-address",
    base: "s3AndAlb",
    what: "A launch configuration assigns public addresses.",
    rule,
    resource: "app-launch",
    change: added(
      declared("aws:ec2/launchConfiguration:LaunchConfiguration", "app-launch", {
        imageId: "ami-0c1c30571d2dae5c9",
        instanceType: "t3.small",
        securityGroups: [idOf("app-instances")],
        associatePublicIpAddress: true,
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        rootBlockDevice: { encrypted: true },
      }),
    ),
  },
  {
    id: "spot-instance-public-address",
    base: "nlbAndEc2",
    what: "A spot instance behind the load balancer has a public address.",
    rule,
    resource: "api-spot",
    change: added(
      declared("aws:ec2/spotInstanceRequest:SpotInstanceRequest", "api-spot", {
        ami: "ami-0c1c30571d2dae5c9",
        instanceType: "t4g.small",
        subnetId: idOf("api-private-0"),
        vpcSecurityGroupIds: [idOf("api-instances")],
        associatePublicIpAddress: true,
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      }),
    ),
  },
  {
    id: "spot-fleet-public-address",
    base: "classicAlb",
    what: "A Spot Fleet registers instances with public addresses in the signed tier's target group.",
    rule,
    resource: "shop-spot",
    change: added(
      declared("aws:ec2/spotFleetRequest:SpotFleetRequest", "shop-spot", {
        iamFleetRole: "arn:aws:iam::111122223333:role/spot-fleet",
        targetCapacity: 2,
        targetGroupArns: [output("shop-signed-targets", "arn")],
        launchSpecifications: [
          {
            ami: "ami-0c1c30571d2dae5c9",
            instanceType: "t4g.small",
            subnetId: idOf("shop-private-0"),
            vpcSecurityGroupIds: [idOf("shop-instances")],
            associatePublicIpAddress: true,
          },
        ],
      }),
    ),
    expectText: [/launchSpecifications/],
  },
  {
    id: "task-public-address",
    base: "s3AndAlb",
    what: "Tasks of an ECS service in the signed tier's target group have public addresses.",
    rule,
    resource: "app-tasks",
    change: added(
      declared("aws:ecs/service:Service", "app-tasks", {
        cluster: "app",
        taskDefinition: "app:1",
        launchType: "FARGATE",
        loadBalancers: [
          { targetGroupArn: output("app-signed-targets", "arn"), containerName: "app", containerPort: 8444 },
        ],
        networkConfiguration: {
          subnets: [idOf("app-public-0")],
          securityGroups: [idOf("app-instances")],
          assignPublicIp: true,
        },
      }),
    ),
    expectText: [/assignPublicIp/],
  },
  {
    id: "subnet-gives-addresses",
    base: "prod",
    what: "A private subnet assigns public addresses, and the instances there take them.",
    rule,
    resource: "site-private-1",
    change: all(
      set("site-private-1", "mapPublicIpOnLaunch", true),
      unset("site-template", "networkInterfaces.0.associatePublicIpAddress"),
    ),
    expectText: [/mapPublicIpOnLaunch/],
  },
  {
    id: "default-subnet",
    base: "nlbAndEc2",
    what: "An instance is in the account's default subnet, which assigns public addresses by default.",
    rule,
    resource: "api-default-subnet",
    change: all(
      added(
        declared("aws:ec2/defaultSubnet:DefaultSubnet", "api-default-subnet", {
          availabilityZone: "eu-west-1a",
        }),
      ),
      set("api-direct-instance", "subnetId", idOf("api-default-subnet")),
      unset("api-direct-instance", "associatePublicIpAddress"),
    ),
  },
  {
    id: "elastic-ip-on-instance",
    base: "nlbAndEc2",
    what: "An Elastic IP is attached to an instance.",
    rule,
    resource: "api-address",
    change: added(declared("aws:ec2/eip:Eip", "api-address", { domain: "vpc", instance })),
  },
  {
    id: "elastic-ip-association-instance",
    base: "nlbAndEc2",
    what: "An association attaches an Elastic IP to an instance.",
    rule,
    resource: "api-address-in-use",
    change: added(
      address,
      declared("aws:ec2/eipAssociation:EipAssociation", "api-address-in-use", {
        allocationId: idOf("api-address"),
        instanceId: instance,
      }),
    ),
  },
  {
    id: "elastic-ip-on-interface",
    base: "nlbAndEc2",
    what: "An Elastic IP is attached to a network interface of an instance.",
    rule,
    resource: "api-address",
    change: added(
      networkInterface,
      interfaceAttachment,
      declared("aws:ec2/eip:Eip", "api-address", { domain: "vpc", networkInterface: idOf("api-interface") }),
    ),
  },
  {
    id: "elastic-ip-association-interface",
    base: "nlbAndEc2",
    what: "An association attaches an Elastic IP to the primary network interface of an instance.",
    rule,
    resource: "api-address-in-use",
    change: added(
      address,
      declared("aws:ec2/eipAssociation:EipAssociation", "api-address-in-use", {
        allocationId: idOf("api-address"),
        networkInterfaceId: output("api-instance-0", "primaryNetworkInterfaceId"),
      }),
    ),
  },
  {
    id: "path-elastic-ip-and-office",
    base: "nlbAndEc2",
    what: "An instance with an Elastic IP admits a public office range.",
    rule: "no-ingress-but-cloudfront",
    resource: "api-address-in-use",
    change: added(
      address,
      declared("aws:ec2/eipAssociation:EipAssociation", "api-address-in-use", {
        allocationId: idOf("api-address"),
        instanceId: idOf("api-direct-instance"),
      }),
      officeIn("api-office-in", "api-direct"),
    ),
    expectText: [/api-address-in-use/, /api-direct-instance/, /api-office-in/],
  },
  {
    id: "path-ipv6",
    base: "dev",
    what: "Instances have IPv6 addresses in a subnet with a route to the internet gateway, and admit a public IPv6 range.",
    rule: "no-ingress-but-cloudfront",
    resource: "site-template",
    change: all(
      set("site-template", "networkInterfaces.0.ipv6AddressCount", 1),
      added(
        declared("aws:ec2/route:Route", "site-private-ipv6", {
          routeTableId: idOf("site-private-table-0"),
          destinationIpv6CidrBlock: "::/0",
          gatewayId: idOf("site-igw"),
        }),
        declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-ipv6-in", {
          securityGroupId: idOf("site-instances"),
          ipProtocol: "tcp",
          fromPort: 8444,
          toPort: 8444,
          cidrIpv6: "2a00:1450::/32",
        }),
      ),
    ),
    expectText: [/site-private-ipv6/, /site-ipv6-in/],
  },
];
