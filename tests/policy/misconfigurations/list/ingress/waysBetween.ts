import { privateInstance } from "../../compliantStacks/resources/instances";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, declaredRaw, idOf, output, set, unset } from "../../stackModel";
import { admittedGroup, offeredServer, officeIn } from "../commonResources";

const rule = "no-ingress-but-cloudfront";

/** A group of the stack shop that the load balancer admits, and a server in it. */
const worker = [
  ...admittedGroup("shop-worker-group", "shop-vpc", "shop-balancer"),
  privateInstance("shop-worker", idOf("shop-private-0"), [idOf("shop-worker-group")]),
];

/** A load balancer on the internet, in a group that the load balancer of the stack shop admits. */
const front = (defaultActions: object) => [
  ...admittedGroup("shop-front-group", "shop-vpc", "shop-balancer"),
  officeIn("shop-front-in", "shop-front-group"),
  declared("aws:lb/loadBalancer:LoadBalancer", "shop-front", {
    internal: false,
    subnets: [idOf("shop-public-0")],
    securityGroups: [idOf("shop-front-group")],
  }),
  declaredRaw("aws:lb/listener:Listener", "shop-front-https", {
    loadBalancerArn: output("shop-front", "arn"),
    port: 443,
    protocol: "HTTPS",
    defaultActions: [defaultActions as never],
  }),
];

/** Ways through servers, load balancers and accounts in between. */
export const waysBetweenMisconfigurations: Misconfiguration[] = [
  {
    id: "two-servers-in-between",
    base: "classicAlb",
    what: "A public server is admitted by a private one, which the load balancer admits.",
    rule,
    resource: "shop-bastion",
    change: added(
      ...worker,
      ...admittedGroup("shop-bastion-group", "shop-vpc", "shop-worker-group", 22),
      officeIn("shop-bastion-in", "shop-bastion-group", 22),
      privateInstance("shop-bastion", idOf("shop-public-0"), [idOf("shop-bastion-group")], {
        associatePublicIpAddress: true,
      }),
    ),
    expectText: [/shop-bastion .*shop-worker.*shop-alb/],
  },
  {
    id: "first-interface-behind-endpoint-service",
    base: "classicAlb",
    what: "Every account reaches the first network interface of a server that the load balancer admits.",
    rule,
    resource: "shop-offered",
    change: added(...offeredServer("first")),
    options: { protect: "origins" },
    expectText: [/every AWS account reaches .*shop-alb through this endpoint service/],
  },
  {
    id: "target-group-of-another-stack",
    base: "classicAlb",
    what: "A public load balancer that the private one admits forwards to a target group of another stack.",
    rule,
    resource: "shop-front",
    change: added(
      ...front({
        type: "forward",
        targetGroupArn:
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shared/6d0ecf831eec9f09",
      }),
    ),
    expectText: [/shop-front-https.*shop-alb/],
  },
  {
    id: "server-in-an-open-default-group",
    base: "nlbAndEc2",
    what: "The instance behind CloudFront has a public address and the default group, which admits an office.",
    rule,
    resource: "api-direct-instance",
    change: all(
      set("api-direct-instance", "associatePublicIpAddress", true),
      unset("api-direct-instance", "vpcSecurityGroupIds"),
      added(
        declaredRaw("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "api-default", {
          vpcId: idOf("api-vpc"),
          ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["81.2.69.0/24"] }],
        }),
      ),
    ),
    expectText: [/api-default/],
  },
  {
    id: "endpoint-service-for-another-account",
    base: "nlbAndEc2",
    what: "An endpoint service offers the Network Load Balancer to another account, and accepts its connections.",
    rule,
    resource: "api-offered",
    change: all(
      set("api-nlb", "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "off"),
      added(
        declared("aws:ec2/vpcEndpointService:VpcEndpointService", "api-offered", {
          acceptanceRequired: false,
          allowedPrincipals: ["arn:aws:iam::444455556666:root"],
          networkLoadBalancerArns: [output("api-nlb", "arn")],
        }),
      ),
    ),
    expectText: [/an account that the service admits reaches \S+api-nlb/],
  },
  {
    id: "target-by-address",
    base: "classicAlb",
    what: "A target of the signed tier is an address that no server of the stack has.",
    rule: "no-unanalysable-ingress",
    resource: "shop-elsewhere",
    change: added(
      declared("aws:alb/targetGroupAttachment:TargetGroupAttachment", "shop-elsewhere", {
        targetGroupArn: output("shop-signed-targets", "arn"),
        targetId: "10.0.1.77",
      }),
    ),
    expectText: [/a target of \S+shop-alb is no resource of this stack/],
  },
  {
    id: "vpc-origin-by-id",
    base: "nlbAndEc2",
    what: "The origin of a signed behavior is a VPC origin of another stack.",
    rule: "no-public-cloudfront-origin",
    resource: "api-distribution",
    change: set("api-distribution", "origins.0.vpcOriginConfig.vpcOriginId", "vo_0f1e2d3c4b5a69788abcde"),
    expectText: [/uses a VPC origin outside this stack/],
    options: { protect: "origins" },
  },
];
