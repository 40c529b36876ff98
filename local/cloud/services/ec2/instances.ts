import { input, outputsOf, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, ec2Id, hex } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { bool, num, obj, set, str } from "../../model/schema";
import { api, EC2_ERRORS, registry } from "../../model/sources";
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
} from "../../model/tokens";
import { asText, asTexts, dig } from "../../values";
import { freeHost } from "./ranges";

const instance: ResourceType = {
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
    arn: stable((context) => arn(context, "ec2", `instance/${context.id}`)),
    associatePublicIpAddress: stable(() => false),
    availabilityZone: stable((context) => subnetOf(context)?.outputs["availabilityZone"]),
    instanceLifecycle: stable(() => ""),
    instanceState: stable(() => "running"),
    outpostArn: stable(() => ""),
    passwordData: stable(() => ""),
    primaryNetworkInterfaceId: stable(() => ec2Id("eni")),
    privateIp: stable((context) =>
      freeHost(asText(subnetOf(context)?.inputs["cidrBlock"]) ?? "", outputsOf(context, "privateIp")),
    ),
    privateDns: stable(
      (context) =>
        `ip-${(asText(context.outputs["privateIp"]) ?? "").replaceAll(".", "-")}.${context.region}.compute.internal`,
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
      description: "An instance has an image and a type, its own or a launch template's.",
      validate: (context) =>
        context.inputs["launchTemplate"] !== undefined ||
        (input(context, "ami") !== "" && input(context, "instanceType") !== "")
          ? undefined
          : "The request must contain the parameters ImageId and InstanceType, or a launch template.",
    },
    {
      on: ["create"],
      code: "InvalidParameter",
      status: 400,
      source: EC2_ERRORS,
      description: "An instance's security groups belong to its subnet's VPC.",
      validate: strangeGroup,
    },
    {
      on: ["delete"],
      code: "OperationNotPermitted",
      status: 400,
      source: EC2_ERRORS,
      description: "An instance with termination protection cannot be terminated.",
      validate: (context) =>
        input(context, "disableApiTermination") === "true"
          ? `The instance '${context.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`
          : undefined,
    },
  ],
};

const subnetOf = (context: OperationContext) =>
  context.account.get(SUBNET, input(context, "subnetId"), context.region);

function strangeGroup(context: OperationContext): string | undefined {
  const vpcId = subnetVpc(context, input(context, "subnetId"));
  const stranger = asTexts(context.inputs["vpcSecurityGroupIds"]).find((id) => {
    const group = context.account.get(SECURITY_GROUP, id);
    return vpcId !== "" && group !== undefined && group.outputs["vpcId"] !== vpcId;
  });
  return stranger === undefined
    ? undefined
    : `Security group ${stranger} and subnet ${input(context, "subnetId")} belong to different networks.`;
}

const targetGroupAttachment: ResourceType = {
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
  id: (context) => `${input(context, "targetGroupArn")}-${Date.now()}${hex(9)}`,
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
      description:
        "A target is an instance in its target group's VPC, or an IP address if the target type is ip.",
      validate: strangeTarget,
    },
  ],
};

function strangeTarget(context: OperationContext): string | undefined {
  const group = context.account.get(TARGET_GROUP, input(context, "targetGroupArn"));
  const id = input(context, "targetId");
  if (dig(group?.outputs, "targetType") !== "instance") {
    return /^[\d.]+$|:/.test(id) ? undefined : `The IP address '${id}' is not valid.`;
  }
  const target = context.account.get(INSTANCE, id, context.region);
  const vpcId = subnetVpc(context, asText(target?.inputs["subnetId"]));
  return target !== undefined && vpcId === group?.outputs["vpcId"]
    ? undefined
    : `The following targets are not in the target group's VPC: '${id}'`;
}

/** Resource types of single instances. */
export const instances = { resources: [instance, targetGroupAttachment] };
