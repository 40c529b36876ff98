import { trust } from "../compliantStacks/resources/policies";
import { ipv6Route, partnerIn } from "../list/ipv6";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, idOf, output, set } from "../stackModel";

const assigned = set("site-private-0", "assignIpv6AddressOnCreation", true);

/** Launch templates, tasks, functions and IPv6 addresses that the internet does not reach. */
export const harmlessLaunches: Harmless[] = [
  {
    id: "ipv6-through-nat64",
    base: "dev",
    what: "A subnet assigns IPv6 addresses, and routes only NAT64's range, to the NAT gateway.",
    change: all(
      assigned,
      set("site-private-0", "enableDns64", true),
      added(
        declared("aws:ec2/route:Route", "ipv6-out", {
          routeTableId: idOf("site-private-table-0"),
          destinationIpv6CidrBlock: "64:ff9b::/96",
          natGatewayId: idOf("site-nat-0"),
        }),
        partnerIn("site-instances"),
      ),
    ),
    options: { adminCidrs: ["2a00:1450::/32"] },
  },
  {
    id: "ipv6-egress-only-by-subnet",
    base: "dev",
    what: "A subnet assigns IPv6 addresses, and routes IPv6 to an egress-only gateway.",
    change: all(
      assigned,
      added(
        declared("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "ipv6-gateway", {
          vpcId: idOf("site-vpc"),
        }),
        declared("aws:ec2/route:Route", "ipv6-out", {
          routeTableId: idOf("site-private-table-0"),
          destinationIpv6CidrBlock: "::/0",
          egressOnlyGatewayId: idOf("ipv6-gateway"),
        }),
      ),
    ),
  },
  {
    id: "ipv6-route-of-public-subnet",
    base: "dev",
    what: "Private subnets assign IPv6 addresses, and only the public route table has a route to the internet gateway.",
    change: all(assigned, added(ipv6Route({ routeTableId: idOf("site-public-table") }))),
  },
  {
    id: "dual-stack-load-balancer",
    base: "dev",
    what: "The internal load balancer is dual-stack, in subnets with IPv6.",
    change: all(assigned, set("site-alb", "ipAddressType", "dualstack")),
  },
  {
    id: "instance-overrides-template",
    base: "nlbAndEc2",
    what: "An instance of a launch template sets its own subnet, security groups and private address.",
    change: all(
      added(
        declared("aws:ec2/launchTemplate:LaunchTemplate", "api-template", {
          imageId: "ami-0c1c30571d2dae5c9",
          vpcSecurityGroupIds: [idOf("api-instances")],
          metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        }),
      ),
      set("api-direct-instance", "launchTemplate", { id: idOf("api-template"), version: "$Latest" }),
    ),
  },
  {
    id: "tasks-in-private-subnets",
    base: "s3AndAlb",
    what: "Tasks of Fargate are in private subnets, without public addresses.",
    change: added(
      declared("aws:ecs/service:Service", "app-tasks", {
        cluster: "app",
        taskDefinition: "app:1",
        launchType: "FARGATE",
        loadBalancers: [
          { targetGroupArn: output("app-signed-targets", "arn"), containerName: "app", containerPort: 8444 },
        ],
        networkConfiguration: {
          subnets: [idOf("app-private-0")],
          securityGroups: [idOf("app-instances")],
        },
      }),
    ),
  },
  {
    id: "function-without-vpc",
    base: "dev",
    what: "A function with a public URL has no address in the VPC, whose range the load balancer admits.",
    change: added(
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-vpc-in", {
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        securityGroupId: idOf("site-balancer"),
        cidrIpv4: "10.0.0.0/16",
      }),
      declared("aws:iam/role:Role", "hook-role", { assumeRolePolicy: trust("lambda.amazonaws.com") }),
      declared("aws:lambda/function:Function", "hook", {
        role: output("hook-role", "arn"),
        runtime: "nodejs22.x",
        handler: "index.handler",
      }),
      declared("aws:lambda/functionUrl:FunctionUrl", "hook-url", {
        functionName: output("hook", "name"),
        authorizationType: "NONE",
      }),
    ),
  },
  {
    id: "on-premises-tasks",
    base: "nlbAndEc2",
    what: "Tasks of the launch type EXTERNAL run outside AWS.",
    change: added(
      declared("aws:ecs/service:Service", "api-external", {
        cluster: "api",
        taskDefinition: "reports:1",
        launchType: "EXTERNAL",
      }),
    ),
  },
];
