import { vpcOrigin } from "../../compliantStacks/resources/distribution";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, idOf, output } from "../../stackModel";
import { instanceOrigin, networkTier, publicPaths, registered, secondDistribution } from "../networkTiers";

const rule = "tiers-have-own-targets";

/** Servers and ports that both tiers reach, without a check of a header. */
export const targetMisconfigurations: Misconfiguration[] = [
  {
    id: "public-behavior-on-signed-listener",
    base: "nlbAndEc2",
    what: "A public behavior reaches the listener of the signed tier by a second VPC origin.",
    rule,
    resource: "api-distribution",
    change: all(added(vpcOrigin({ name: "open" }, output("api-nlb", "arn"))), publicPaths("open")),
    expectText: [/orderedCacheBehaviors\[0\]/, /8443/],
  },
  {
    id: "copy-of-signed-target-group",
    base: "nlbAndEc2",
    what: "The public tier has its own listener and target group, with the instances and the port of the signed tier.",
    rule,
    resource: "api-distribution",
    change: all(networkTier(8443), registered("api-instance-0"), publicPaths("open")),
    expectText: [/port 8443 of .*api-instance-0/],
  },
  {
    id: "attachment-with-signed-port",
    base: "nlbAndEc2",
    what: "An attachment overrides the port of the public tier's target group with that of the signed tier.",
    rule,
    resource: "api-distribution",
    change: all(networkTier(8444), registered("api-instance-1", 8443), publicPaths("open")),
    expectText: [/port 8443 of .*api-instance-1/],
  },
  {
    id: "instance-behind-two-vpc-origins",
    base: "nlbAndEc2",
    what: "The public tier's VPC origin has the instance and the port of the signed tier's.",
    rule,
    resource: "api-distribution",
    change: all(added(instanceOrigin("api-direct-instance", 443)), publicPaths("open")),
    expectText: [/port 443 of .*api-direct-instance/],
  },
  {
    id: "public-distribution-on-signed-instance",
    base: "nlbAndEc2",
    what: "A second distribution without signatures reaches the port of an instance behind the signed tier's load balancer.",
    rule,
    resource: "open-distribution",
    change: added(instanceOrigin("api-instance-0", 8443), secondDistribution()),
    expectText: [/api-distribution/, /port 8443 of .*api-instance-0/],
  },
  {
    id: "signed-port-without-load-balancer",
    base: "classicAlb",
    what: "A second distribution without signatures goes past the load balancer that checks the header, to the signed port.",
    rule,
    resource: "open-distribution",
    change: added(instanceOrigin("shop-instance-0", 8444), secondDistribution("shop")),
    expectText: [/port 8444 of .*shop-instance-0/],
  },
  {
    id: "service-with-one-port",
    base: "nlbAndEc2",
    what: "An ECS service registers one container port in the target groups of both tiers.",
    rule,
    resource: "api-distribution",
    change: all(
      networkTier(8444),
      added(
        declared("aws:ecs/service:Service", "api-tasks", {
          cluster: "api",
          taskDefinition: "api:1",
          launchType: "FARGATE",
          loadBalancers: ["api-targets", "open-targets"].map((targets) => ({
            targetGroupArn: output(targets, "arn"),
            containerName: "api",
            containerPort: 8443,
          })),
          networkConfiguration: {
            subnets: [idOf("api-private-0")],
            securityGroups: [idOf("api-instances")],
            assignPublicIp: false,
          },
        }),
      ),
      publicPaths("open"),
    ),
    expectText: [/port 8443 of .*api-tasks/],
  },
  {
    id: "address-in-both-target-groups",
    base: "nlbAndEc2",
    what: "Both tiers' target groups have one address on premises, with one port.",
    rule,
    resource: "api-distribution",
    change: all(
      networkTier(8443),
      added(
        ...["api-targets", "open-targets"].map((targets) =>
          declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", `${targets}-address`, {
            targetGroupArn: output(targets, "arn"),
            targetId: "10.200.0.5",
            port: 8443,
          }),
        ),
      ),
      publicPaths("open"),
    ),
    expectText: [/port 8443 of one target outside this stack/],
  },
];
