import { scalingGroup } from "../../misconfigurations/compliantStacks/resources/instances";
import {
  added,
  all,
  type Change,
  declared,
  idOf,
  output,
  set,
  unset,
} from "../../misconfigurations/stackModel";
import { group, site } from "../base";
import { open } from "../entries/shared";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import { serverless, service } from "../tiers/shared";
import { IPV4_OPEN, IPV6_NETWORK, IPV6_OPEN } from "./shared";

/** An Auto Scaling group in place of the site's instance, with a template of its own. */
const scaled = (...changes: Change[]) =>
  serverless(
    added(
      ...scalingGroup({
        name: "site",
        subnets: [idOf("site-private-0")],
        securityGroups: [idOf("site-instances")],
      }),
    ),
    set("site-group", "targetGroupArns", [
      output("site-public-targets", "arn"),
      output("site-signed-targets", "arn"),
    ]),
    ...changes,
  );

/** Adds a second template, whose instances have public addresses and admit everybody. */
export const OPEN_TEMPLATE: Change = added(
  group("side-group"),
  open("side-group", [8443, 8444]),
  declared("aws:ec2/launchTemplate:LaunchTemplate", "side-template", {
    imageId: "ami-0c1c30571d2dae5c9",
    instanceType: "t4g.small",
    networkInterfaces: [
      { deviceIndex: 0, associatePublicIpAddress: "true", securityGroups: [idOf("side-group")] },
    ],
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [
      { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", volumeSize: 10, encrypted: "true" } },
    ],
  }),
);

const inPublic: Change = set("site-group", "vpcZoneIdentifiers", [idOf("site-public-0")]);

const tasks = (...changes: Change[]) =>
  serverless(
    set("site-public-targets", "targetType", "ip"),
    set("site-signed-targets", "targetType", "ip"),
    added(service("site-service", { "site-public-targets": 8443, "site-signed-targets": 8444 })),
    ...changes,
  );

/** Stacks whose servers get their addresses and groups when something else starts them. */
export const launches: readonly IndependentCase[] = [
  {
    id: "launch-base",
    what: "An Auto Scaling group of private instances is behind the internal load balancer.",
    source: servicePages.launchTemplates,
    verdict: "accepted",
    resources: scaled(),
  },
  {
    id: "launch-with-ipv6",
    what: "The template gives instances addresses of IPv6, and their group admits everybody on IPv6.",
    source: servicePages.launchTemplates,
    verdict: "refused",
    names: "site-group",
    resources: scaled(
      IPV6_NETWORK,
      set("site-template", "networkInterfaces", [
        { associatePublicIpAddress: "false", ipv6AddressCount: 1, securityGroups: [idOf("site-instances")] },
      ]),
      IPV6_OPEN,
    ),
  },
  {
    id: "launch-with-an-override",
    what: "An override starts some instances by a second template, with public addresses and an open group.",
    source: servicePages.mixedInstances,
    verdict: "refused",
    names: "site-group",
    resources: scaled(
      OPEN_TEMPLATE,
      inPublic,
      unset("site-group", "launchTemplate"),
      set("site-group", "mixedInstancesPolicy", {
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: idOf("site-template"), version: "1" },
          overrides: [
            { instanceType: "t4g.small" },
            {
              instanceType: "t3.small",
              launchTemplateSpecification: { launchTemplateId: idOf("side-template"), version: "1" },
            },
          ],
        },
      }),
    ),
  },
  {
    id: "launch-with-the-subnets-default",
    what: "The template leaves the public address to the subnet, which gives one, and the group is open.",
    source: servicePages.addressing,
    verdict: "refused",
    names: "site-group",
    resources: scaled(
      inPublic,
      set("site-public-0", "mapPublicIpOnLaunch", true),
      unset("site-template", "networkInterfaces"),
      set("site-template", "vpcSecurityGroupIds", [idOf("site-instances")]),
      IPV4_OPEN,
    ),
  },
  {
    id: "launch-by-an-instance",
    what: "The instance takes its public address and an open group from a template.",
    source: servicePages.launchTemplates,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      OPEN_TEMPLATE,
      set("site-instance", "subnetId", idOf("site-public-0")),
      unset("site-instance", "associatePublicIpAddress"),
      unset("site-instance", "vpcSecurityGroupIds"),
      set("site-instance", "launchTemplate", { id: idOf("side-template"), version: "1" }),
    ),
  },
  {
    id: "launch-by-a-name",
    what: "The Auto Scaling group names its template, whose instances have public addresses and an open group.",
    source: servicePages.launchTemplates,
    verdict: "refused",
    names: "site-group",
    resources: scaled(
      OPEN_TEMPLATE,
      inPublic,
      set("side-template", "name", "side"),
      set("site-group", "launchTemplate", { name: "side", version: "$Latest" }),
    ),
  },
  {
    id: "launch-by-a-spot-fleet",
    what: "A spot fleet registers instances with the site's targets, with public addresses and an open group.",
    source: servicePages.spotFleets,
    verdict: "refused",
    names: "site-fleet",
    resources: serverless(
      IPV4_OPEN,
      added(
        declared("aws:ec2/spotFleetRequest:SpotFleetRequest", "site-fleet", {
          iamFleetRole: "arn:aws:iam::111122223333:role/fleet",
          targetCapacity: 2,
          targetGroupArns: [output("site-public-targets", "arn"), output("site-signed-targets", "arn")],
          launchSpecifications: [
            {
              ami: "ami-0c1c30571d2dae5c9",
              instanceType: "t3.small",
              subnetId: idOf("site-public-0"),
              associatePublicIpAddress: true,
              vpcSecurityGroupIds: [idOf("site-instances")],
            },
          ],
        }),
      ),
    ),
  },
  {
    id: "launch-by-a-spot-fleet-with-an-override",
    what: "A spot fleet of the site overrides the subnet of a template with one that gives public addresses.",
    source: servicePages.spotFleets,
    verdict: "refused",
    names: "site-fleet",
    resources: serverless(
      OPEN_TEMPLATE,
      added(
        declared("aws:ec2/spotFleetRequest:SpotFleetRequest", "site-fleet", {
          iamFleetRole: "arn:aws:iam::111122223333:role/fleet",
          targetCapacity: 2,
          targetGroupArns: [output("site-signed-targets", "arn")],
          launchTemplateConfigs: [
            {
              launchTemplateSpecification: { id: idOf("side-template"), version: "1" },
              overrides: [{ subnetId: idOf("site-public-0") }],
            },
          ],
        }),
      ),
    ),
  },
  {
    id: "launch-of-public-tasks",
    what: "The tasks of a service have public addresses in the public subnet, and an open group.",
    source: servicePages.fargateNetworking,
    verdict: "refused",
    names: "site-service",
    resources: tasks(
      set("site-service", "networkConfiguration", {
        subnets: [idOf("site-public-0")],
        securityGroups: [idOf("site-instances")],
        assignPublicIp: true,
      }),
      IPV4_OPEN,
    ),
  },
  {
    id: "launch-of-tasks-with-ipv6",
    what: "The account gives tasks in dual-stack subnets addresses of IPv6, and their group is open on IPv6.",
    source: servicePages.fargateNetworking,
    verdict: "refused",
    names: "site-service",
    resources: tasks(
      IPV6_NETWORK,
      added(
        declared("aws:ecs/accountSettingDefault:AccountSettingDefault", "dual-stack-tasks", {
          name: "dualStackIPv6",
          value: "enabled",
        }),
      ),
      IPV6_OPEN,
    ),
  },
  {
    id: "launch-of-private-tasks-in-a-public-subnet",
    what: "The tasks of a service have no public addresses, though the subnet gives them to instances.",
    source: servicePages.fargateNetworking,
    verdict: "accepted",
    resources: tasks(
      set("site-public-0", "mapPublicIpOnLaunch", true),
      set("site-service", "networkConfiguration", {
        subnets: [idOf("site-public-0")],
        securityGroups: [idOf("site-instances")],
        assignPublicIp: false,
      }),
    ),
  },
  {
    id: "launch-of-private-instances-in-a-public-subnet",
    what: "The template denies public addresses, though the subnet gives them.",
    source: servicePages.addressing,
    verdict: "accepted",
    resources: scaled(inPublic, set("site-public-0", "mapPublicIpOnLaunch", true)),
  },
  {
    id: "launch-elsewhere",
    what: "Another Auto Scaling group starts public instances with an open group, which nothing of the site admits.",
    source: servicePages.securityGroups,
    verdict: "accepted",
    resources: site(
      all(
        OPEN_TEMPLATE,
        added(
          declared("aws:autoscaling/group:Group", "games", {
            minSize: 1,
            maxSize: 2,
            vpcZoneIdentifiers: [idOf("site-public-0")],
            launchTemplate: { id: idOf("side-template"), version: "1" },
          }),
        ),
      ),
    ),
  },
];
