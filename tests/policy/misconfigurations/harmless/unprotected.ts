import type { Harmless } from "../misconfiguration";
import {
  added,
  all,
  type Change,
  declared,
  declaredRaw,
  idOf,
  joined,
  output,
  type Resource,
  set,
} from "../stackModel";

const ANYWHERE = "0.0.0.0/0";
const origins = { protect: "origins" } as const;

/** Creates a variation of a stack in which only what CloudFront reaches is protected. */
function beside(id: string, base: Harmless["base"], what: string, ...changes: Change[]): Harmless {
  return { id, base, what, change: all(...changes), options: origins };
}

/** Declares a security group that admits the internet on a port. */
function openGroup(name: string, vpc: string, port: number): Resource {
  return declared("aws:ec2/securityGroup:SecurityGroup", name, {
    vpcId: idOf(vpc),
    ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [ANYWHERE] }],
  });
}

/** Declares an instance as a first tutorial has it: with a public address, IMDSv1 and a volume that is not encrypted. */
function publicInstance(name: string, subnet: string, group: string): Resource {
  return declared("aws:ec2/instance:Instance", name, {
    ami: "ami-0c1c30571d2dae5c9",
    instanceType: "t4g.nano",
    subnetId: idOf(subnet),
    vpcSecurityGroupIds: [idOf(group)],
    associatePublicIpAddress: true,
  });
}

/** Declares a public load balancer with plain HTTP and an instance behind it, which CloudFront does not reach. */
function publicSite(vpc: string, subnet: string): Resource[] {
  return [
    openGroup("status-balancer", vpc, 80),
    openGroup("status-instances", vpc, 8080),
    declared("aws:lb/loadBalancer:LoadBalancer", "status-alb", {
      subnets: [idOf(subnet)],
      securityGroups: [idOf("status-balancer")],
    }),
    declared("aws:lb/targetGroup:TargetGroup", "status-targets", {
      vpcId: idOf(vpc),
      protocol: "HTTP",
      port: 8080,
    }),
    declared("aws:lb/listener:Listener", "status-http", {
      loadBalancerArn: output("status-alb", "arn"),
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn: output("status-targets", "arn") }],
    }),
    publicInstance("status-instance", subnet, "status-instances"),
    declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "status-target", {
      targetGroupArn: output("status-targets", "arn"),
      targetId: idOf("status-instance"),
    }),
  ];
}

/** What a stack has beside what CloudFront reaches. */
export const unprotectedResources: Harmless[] = [
  {
    id: "public-subnet-without-servers",
    base: "dev",
    what: "Everything is protected, and a public subnet with the NAT gateway alone assigns public addresses.",
    change: set("site-public-0", "mapPublicIpOnLaunch", true),
    options: { protect: "all" },
  },
  {
    id: "private-servers-in-a-subnet-with-addresses",
    base: "nlbAndEc2",
    what: "Everything is protected, and the servers of a subnet that assigns addresses take none.",
    change: set("api-private-0", "mapPublicIpOnLaunch", true),
    options: { protect: "all" },
  },
  beside(
    "unattached-open-group",
    "dev",
    "A security group admits the internet, and nothing is attached to it.",
    added(openGroup("site-unused", "site-vpc", 22)),
  ),
  beside(
    "unattached-open-default-group",
    "s3AndAlb",
    "The default security group of another network admits the internet.",
    added(
      declared("aws:ec2/vpc:Vpc", "lab-vpc", { cidrBlock: "10.9.0.0/16" }),
      declared("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "lab-group", {
        vpcId: idOf("lab-vpc"),
        ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: [ANYWHERE] }],
      }),
    ),
  ),
  beside(
    "bastion",
    "prod",
    "A bastion accepts SSH from the internet, and no protected server admits its security group.",
    added(
      openGroup("site-bastion-in", "site-vpc", 22),
      publicInstance("site-bastion", "site-public-0", "site-bastion-in"),
      declared("aws:ec2/eip:Eip", "site-bastion-address", { instance: idOf("site-bastion") }),
    ),
  ),
  beside(
    "public-subnet",
    "classicAlb",
    "The subnet of the NAT gateway assigns public addresses.",
    set("shop-public-0", "mapPublicIpOnLaunch", true),
  ),
  beside(
    "public-subnet-of-private-instances",
    "nlbAndEc2",
    "The subnet of the instances assigns public addresses, but each instance declines one.",
    set("api-private-0", "mapPublicIpOnLaunch", true),
  ),
  beside(
    "unrelated-public-load-balancer",
    "s3AndAlb",
    "A status page has its own public load balancer and instance.",
    added(...publicSite("app-vpc", "app-public-0")),
  ),
  beside(
    "gateway-load-balancer",
    "prod",
    "A gateway load balancer inspects traffic.",
    added(
      declared("aws:lb/loadBalancer:LoadBalancer", "firewall", {
        loadBalancerType: "gateway",
        subnets: [idOf("site-private-0")],
      }),
      declared("aws:lb/targetGroup:TargetGroup", "firewall-targets", {
        vpcId: idOf("site-vpc"),
        protocol: "GENEVE",
        port: 6081,
      }),
      declared("aws:lb/listener:Listener", "firewall-listener", {
        loadBalancerArn: output("firewall", "arn"),
        defaultActions: [{ type: "forward", targetGroupArn: output("firewall-targets", "arn") }],
      }),
    ),
  ),
  beside(
    "cache-invalidation-command",
    "s3AndAlb",
    "A command clears the distribution's cache after a release.",
    added(
      declaredRaw("command:local:Command", "clear-cache", {
        create: joined`aws cloudfront create-invalidation --paths / --distribution-id ${idOf("app-distribution")}`,
      }),
    ),
  ),
  beside(
    "unrelated-cluster",
    "dev",
    "A Kubernetes cluster is in a network of its own.",
    added(
      declared("aws:ec2/vpc:Vpc", "lab-vpc", { cidrBlock: "10.9.0.0/16" }),
      declared("aws:ec2/subnet:Subnet", "lab-subnet", {
        vpcId: idOf("lab-vpc"),
        cidrBlock: "10.9.0.0/20",
        mapPublicIpOnLaunch: true,
      }),
      declaredRaw("aws:eks/cluster:Cluster", "lab", {
        roleArn: "arn:aws:iam::111122223333:role/lab",
        vpcConfig: { subnetIds: [idOf("lab-subnet")] },
      }),
    ),
  ),
  beside(
    "unused-volume",
    "prod",
    "A volume without encryption is attached to nothing.",
    added(declared("aws:ebs/volume:Volume", "lab-volume", { availabilityZone: "eu-west-1a", size: 8 })),
  ),
];
