import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, idOf, output, set, unset } from "../../stackModel";
import { admittedGroup, officeIn } from "../commonResources";
import { publicTemplate } from "../launches";

const rule = "no-ingress-but-cloudfront";

/** Servers whose addresses and security groups come from launch templates, fleets, subnets and capacity providers. */
export const launchMisconfigurations: Misconfiguration[] = [
  {
    id: "override-with-public-template",
    base: "dev",
    what: "An override of the mixed instances policy has a launch template with public addresses.",
    rule,
    resource: "site-other",
    change: all(
      unset("site-group", "launchTemplate"),
      set("site-group", "mixedInstancesPolicy", {
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: idOf("site-template"), version: "$Latest" },
          overrides: [
            {
              instanceType: "t4g.large",
              launchTemplateSpecification: { launchTemplateId: idOf("site-other"), version: "$Latest" },
            },
          ],
        },
      }),
      added(publicTemplate("site-other", "site-instances"), officeIn("site-office", "site-instances", 8444)),
    ),
    expectText: [/site-other/, /site-group/],
  },
  {
    id: "template-of-another-stack",
    base: "dev",
    what: "The launch template is not of this stack, so its security groups and addresses are unknown.",
    rule,
    resource: "site-group",
    change: set("site-group", "launchTemplate", { id: "lt-0a1b2c3d4e5f60718", version: "$Latest" }),
    expectText: [/launchTemplate/],
  },
  {
    id: "launch-in-subnet-of-another-stack",
    base: "nlbAndEc2",
    what: "An instance that admits an office is in a subnet of another stack, which may assign public addresses.",
    rule,
    resource: "api-direct-instance",
    change: all(
      set("api-direct-instance", "subnetId", "subnet-0a1b2c3d4e5f60718"),
      unset("api-direct-instance", "associatePublicIpAddress"),
      added(officeIn("api-office", "api-direct")),
    ),
    expectText: [/subnetId/, /api-office/],
  },
  {
    id: "instance-in-public-subnet",
    base: "nlbAndEc2",
    what: "An instance that admits an office gets a public address from its subnet.",
    rule,
    resource: "api-public-0",
    change: all(
      set("api-direct-instance", "subnetId", idOf("api-public-0")),
      unset("api-direct-instance", "associatePublicIpAddress"),
      set("api-public-0", "mapPublicIpOnLaunch", true),
      added(officeIn("api-office", "api-direct")),
    ),
    expectText: [/mapPublicIpOnLaunch/, /api-direct-instance/],
  },
  {
    id: "group-in-default-subnets",
    base: "dev",
    what: "The Auto Scaling group is in the default subnets, which assign public addresses, and admits an office.",
    rule,
    resource: "site-group",
    change: all(
      set("site-group", "availabilityZones", ["eu-west-1a"]),
      unset("site-group", "vpcZoneIdentifiers"),
      unset("site-template", "networkInterfaces"),
      set("site-template", "vpcSecurityGroupIds", [idOf("site-instances")]),
      added(officeIn("site-office", "site-instances", 8444)),
    ),
    expectText: [/site-office/],
  },
  {
    id: "fleet-into-origin",
    base: "dev",
    what: "The public instances of an EC2 Fleet, open to the internet, may connect to the load balancer.",
    rule,
    resource: "jobs-template",
    change: all(
      added(
        ...admittedGroup("jobs", "site-vpc", "site-balancer"),
        officeIn("jobs-office", "jobs"),
        publicTemplate("jobs-template", "jobs"),
        declared("aws:ec2/fleet:Fleet", "jobs-fleet", {
          targetCapacitySpecification: { defaultTargetCapacityType: "spot", totalTargetCapacity: 1 },
          launchTemplateConfigs: [
            {
              launchTemplateSpecification: { launchTemplateId: idOf("jobs-template"), version: "1" },
              overrides: [{ subnetId: idOf("site-public-0") }],
            },
          ],
        }),
      ),
    ),
    expectText: [/jobs-fleet/, /site-alb/],
  },
  {
    id: "tasks-on-public-instances",
    base: "classicAlb",
    what: "Tasks with the network mode bridge run on the public instances of a capacity provider, which admit an office.",
    rule,
    resource: "shop-hosts-template",
    change: added(
      declared("aws:ec2/securityGroup:SecurityGroup", "shop-hosts", { vpcId: idOf("shop-vpc") }),
      officeIn("shop-office", "shop-hosts", 32768),
      publicTemplate("shop-hosts-template", "shop-hosts"),
      declared("aws:autoscaling/group:Group", "shop-hosts-group", {
        minSize: 1,
        maxSize: 2,
        vpcZoneIdentifiers: [idOf("shop-private-0")],
        launchTemplate: { id: idOf("shop-hosts-template"), version: "$Latest" },
      }),
      declared("aws:ecs/capacityProvider:CapacityProvider", "shop-provider", {
        autoScalingGroupProvider: { autoScalingGroupArn: output("shop-hosts-group", "arn") },
      }),
      declared("aws:ecs/service:Service", "shop-tasks", {
        cluster: "shop",
        taskDefinition: "shop:1",
        capacityProviderStrategies: [{ capacityProvider: output("shop-provider", "name"), weight: 1 }],
        loadBalancers: [
          {
            targetGroupArn: output("shop-signed-targets", "arn"),
            containerName: "shop",
            containerPort: 8444,
          },
        ],
      }),
    ),
    expectText: [/shop-hosts-group/, /shop-office/],
  },
];
