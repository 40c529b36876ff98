/** Renders instances and Auto Scaling groups. */
import { declared, idOf, output, type Resource } from "../../misconfigurations/stackModel";
import type { ScalingGroup, Server, World } from "../world/world";
import { idRef } from "./references";

const imageId = "ami-0c1a7f89451184c8b";
const metadataOptions = { httpTokens: "required", httpEndpoint: "enabled" };

/** Renders the servers of a stack. */
export function servers(world: World): Resource[] {
  return [...world.servers.flatMap(instance), ...world.scalingGroups.flatMap(scalingGroup)];
}

function instance(server: Server): Resource[] {
  const { name, publicAddress, ipv6, attachedGroups = [] } = server;
  return [
    declared("aws:ec2/instance:Instance", name, {
      ami: imageId,
      instanceType: "t4g.small",
      subnetId: idRef(server.subnet, "subnet"),
      metadataOptions,
      rootBlockDevice: { encrypted: true },
      ...(server.groups.length > 0 && {
        vpcSecurityGroupIds: server.groups.map((group) => idRef(group, "group")),
      }),
      ...(publicAddress !== undefined && { associatePublicIpAddress: publicAddress }),
      ...(ipv6 && { ipv6AddressCount: 1 }),
    }),
    ...attachedGroups.map((group, index) =>
      declared(
        "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
        `${name}-group-${index}`,
        {
          securityGroupId: idRef(group, "group"),
          networkInterfaceId: output(name, "primaryNetworkInterfaceId"),
        },
      ),
    ),
    ...elasticAddress(server),
    ...secondInterface(server),
  ];
}

function elasticAddress({ name, elasticAddress: form }: Server): Resource[] {
  switch (form) {
    case undefined:
      return [];
    case "instance":
      return [declared("aws:ec2/eip:Eip", `${name}-address`, { domain: "vpc", instance: idOf(name) })];
    case "association":
      return [
        declared("aws:ec2/eip:Eip", `${name}-address`, { domain: "vpc" }),
        declared("aws:ec2/eipAssociation:EipAssociation", `${name}-address-association`, {
          instanceId: idOf(name),
          allocationId: output(`${name}-address`, "allocationId"),
        }),
      ];
  }
}

function secondInterface({ name, secondInterface: second }: Server): Resource[] {
  if (second === undefined) {
    return [];
  }
  return [
    declared("aws:ec2/networkInterface:NetworkInterface", `${name}-interface`, {
      subnetId: idRef(second.subnet, "subnet"),
      ...(second.groups.length > 0 && {
        securityGroups: second.groups.map((group) => idRef(group, "group")),
      }),
    }),
    declared(
      "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
      `${name}-interface-attachment`,
      {
        instanceId: idOf(name),
        networkInterfaceId: idOf(`${name}-interface`),
        deviceIndex: 1,
      },
    ),
    ...(second.elasticAddress
      ? [
          declared("aws:ec2/eip:Eip", `${name}-interface-address`, {
            domain: "vpc",
            networkInterface: idOf(`${name}-interface`),
          }),
        ]
      : []),
  ];
}

function scalingGroup({
  name,
  subnets,
  groups,
  publicAddress,
  targetGroups,
  attachment,
}: ScalingGroup): Resource[] {
  const ids = groups.map((group) => idRef(group, "group"));
  const arns = targetGroups.map((group) => output(group, "arn"));
  return [
    declared("aws:ec2/launchTemplate:LaunchTemplate", `${name}-template`, {
      imageId,
      instanceType: "t4g.small",
      metadataOptions,
      ...(publicAddress === undefined
        ? ids.length > 0 && { vpcSecurityGroupIds: ids }
        : {
            networkInterfaces: [
              {
                associatePublicIpAddress: String(publicAddress),
                ...(ids.length > 0 && { securityGroups: ids }),
              },
            ],
          }),
    }),
    declared("aws:autoscaling/group:Group", name, {
      minSize: 1,
      maxSize: 2,
      vpcZoneIdentifiers: subnets.map((subnet) => idRef(subnet, "subnet")),
      launchTemplate: { id: idOf(`${name}-template`), version: "$Latest" },
      ...(attachment === "inline" && arns.length > 0 && { targetGroupArns: arns }),
    }),
    ...(attachment === "resource"
      ? arns.map((lbTargetGroupArn, index) =>
          declared("aws:autoscaling/attachment:Attachment", `${name}-attachment-${index}`, {
            autoscalingGroupName: idOf(name),
            lbTargetGroupArn,
          }),
        )
      : []),
  ];
}
