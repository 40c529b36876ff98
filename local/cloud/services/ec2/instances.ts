import { asText, asTexts, dig } from "../../engine/values";
import { arn, ec2Id, hex, input, outputsOf, REGION, TAGS, TAGS_ALL } from "../make";
import { type Making, type ResourceFact, stable } from "../resourceType";
import { bool, num, obj, set, str } from "../schema";
import { api, EC2_ERRORS, registry } from "../sources";
import {
  INSTANCE,
  INSTANCE_PROFILE,
  inGroups,
  inSubnets,
  LAUNCH_TEMPLATE,
  notFound,
  SECURITY_GROUP,
  SUBNET,
  subnetVpc,
  TARGET_GROUP,
} from "../tokens";
import { freeHost } from "./ranges";

const instance: ResourceFact = {
  token: INSTANCE,
  service: "EC2",
  operations: { create: "RunInstances", update: "ModifyInstanceAttribute", delete: "TerminateInstances" },
  source: registry("ec2/instance"),
  inputs: {
    ami: str({ immutable: true, pattern: /^(ami-[0-9a-f]{8,17}|resolve:ssm:.+)$/ }),
    associatePublicIpAddress: bool({ immutable: true }),
    availabilityZone: str({ immutable: true }),
    disableApiStop: bool(),
    disableApiTermination: bool(),
    ebsOptimized: bool({ immutable: true }),
    iamInstanceProfile: str(),
    instanceType: str({ pattern: /^[a-z0-9-]+\.[a-z0-9-]+$/ }),
    keyName: str({ immutable: true }),
    launchTemplate: obj({ id: str({ immutable: true }), name: str({ immutable: true }), version: str() }),
    metadataOptions: obj({
      httpEndpoint: str({ default: "enabled", oneOf: ["enabled", "disabled"] }),
      httpProtocolIpv6: str({ oneOf: ["enabled", "disabled"] }),
      httpPutResponseHopLimit: num({ min: 1, max: 64 }),
      httpTokens: str({ oneOf: ["optional", "required"] }),
      instanceMetadataTags: str({ oneOf: ["enabled", "disabled"] }),
    }),
    monitoring: bool(),
    privateIp: str({ immutable: true }),
    rootBlockDevice: obj({
      deleteOnTermination: bool({ default: true }),
      encrypted: bool({ immutable: true }),
      iops: num(),
      kmsKeyId: str({ immutable: true }),
      throughput: num(),
      volumeSize: num({ min: 1 }),
      volumeType: str(),
    }),
    sourceDestCheck: bool({ default: true }),
    subnetId: str({ immutable: true }),
    userData: str(),
    userDataBase64: str(),
    userDataReplaceOnChange: bool({ default: false }),
    vpcSecurityGroupIds: set(str()),
    ...REGION,
    ...TAGS,
  },
  id: () => ec2Id("i"),
  outputs: {
    arn: stable((making) => arn(making, "ec2", `instance/${making.id}`)),
    associatePublicIpAddress: stable(() => false),
    availabilityZone: stable((making) => subnetOf(making)?.outputs["availabilityZone"]),
    instanceLifecycle: stable(() => ""),
    instanceState: stable(() => "running"),
    outpostArn: stable(() => ""),
    passwordData: stable(() => ""),
    primaryNetworkInterfaceId: stable(() => ec2Id("eni")),
    privateIp: stable((making) =>
      freeHost(asText(subnetOf(making)?.inputs["cidrBlock"]) ?? "", outputsOf(making, "privateIp")),
    ),
    privateDns: stable(
      (making) =>
        `ip-${(asText(making.outputs["privateIp"]) ?? "").replaceAll(".", "-")}.${making.region}.compute.internal`,
    ),
    publicDns: stable(() => ""),
    publicIp: stable(() => ""),
    spotInstanceRequestId: stable(() => ""),
    vpcSecurityGroupIds: stable(() => []),
    ...TAGS_ALL,
  },
  references: [
    inSubnets("subnetId"),
    inGroups("vpcSecurityGroupIds[*]"),
    {
      path: "iamInstanceProfile",
      to: [INSTANCE_PROFILE],
      by: ["name"],
      missing: { code: "InvalidParameterValue", status: 400, source: api("ec2", "RunInstances") },
    },
    {
      path: "launchTemplate.id",
      to: [LAUNCH_TEMPLATE],
      by: ["id"],
      missing: notFound("InvalidLaunchTemplateId.NotFound"),
    },
  ],
  rules: [
    {
      on: ["create"],
      code: "MissingParameter",
      status: 400,
      source: api("ec2", "RunInstances"),
      says: "An instance has an image and a type, of its own or of a launch template.",
      broken: (making) =>
        making.inputs["launchTemplate"] !== undefined ||
        (input(making, "ami") !== "" && input(making, "instanceType") !== "")
          ? undefined
          : "The request must contain the parameters ImageId and InstanceType, or a launch template.",
    },
    {
      on: ["create"],
      code: "InvalidParameter",
      status: 400,
      source: EC2_ERRORS,
      says: "The security groups of an instance are of the VPC of its subnet.",
      broken: strangeGroup,
    },
    {
      on: ["delete"],
      code: "OperationNotPermitted",
      status: 400,
      source: EC2_ERRORS,
      says: "An instance with termination protection stays.",
      broken: (making) =>
        input(making, "disableApiTermination") === "true"
          ? `The instance '${making.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`
          : undefined,
    },
  ],
};

const subnetOf = (making: Making) => making.world.get(SUBNET, input(making, "subnetId"), making.region);

function strangeGroup(making: Making): string | undefined {
  const vpcId = subnetVpc(making, input(making, "subnetId"));
  const stranger = asTexts(making.inputs["vpcSecurityGroupIds"]).find((id) => {
    const group = making.world.get(SECURITY_GROUP, id);
    return vpcId !== "" && group !== undefined && group.outputs["vpcId"] !== vpcId;
  });
  return stranger === undefined
    ? undefined
    : `Security group ${stranger} and subnet ${input(making, "subnetId")} belong to different networks.`;
}

const targetGroupAttachment: ResourceFact = {
  token: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  service: "Elastic Load Balancing v2",
  operations: { create: "RegisterTargets", update: "RegisterTargets", delete: "DeregisterTargets" },
  source: registry("lb/targetgroupattachment"),
  inputs: {
    availabilityZone: str({ immutable: true }),
    port: num({ immutable: true, min: 1, max: 65_535 }),
    targetGroupArn: str({ required: true, immutable: true }),
    targetId: str({ required: true, immutable: true }),
    ...REGION,
  },
  id: (making) => `${input(making, "targetGroupArn")}-${Date.now()}${hex(9)}`,
  outputs: {},
  references: [
    {
      path: "targetGroupArn",
      to: [TARGET_GROUP],
      by: ["arn"],
      missing: { code: "TargetGroupNotFound", status: 400, source: api("elb", "RegisterTargets") },
    },
  ],
  rules: [
    {
      on: ["create"],
      code: "InvalidTarget",
      status: 400,
      source: api("elb", "RegisterTargets"),
      says: "A target is an instance that runs in the VPC of its target group, or an address where the group takes addresses.",
      broken: strangeTarget,
    },
  ],
};

function strangeTarget(making: Making): string | undefined {
  const group = making.world.get(TARGET_GROUP, input(making, "targetGroupArn"));
  const id = input(making, "targetId");
  if (dig(group?.outputs, "targetType") !== "instance") {
    return /^[\d.]+$|:/.test(id) ? undefined : `The IP address '${id}' is not valid.`;
  }
  const target = making.world.get(INSTANCE, id, making.region);
  const vpcId = subnetVpc(making, asText(target?.inputs["subnetId"]));
  return target !== undefined && vpcId === group?.outputs["vpcId"]
    ? undefined
    : `The following targets are not in the target group's VPC: '${id}'`;
}

/** Facts about instances that the program runs itself. */
export const instances = { resources: [instance, targetGroupAttachment] };
