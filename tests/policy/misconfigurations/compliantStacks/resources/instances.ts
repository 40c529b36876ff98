import { declared, idOf, type Leaf, output, type PropsOf, type Resource } from "../../stackModel";
import { type GroupInputs, parentOf } from "./groupInputs";
import { trust } from "./policies";

/** Declares a role `NAME-role` for instances, with its profile. */
export function instanceRole(inputs: GroupInputs): Resource[] {
  const { name } = inputs;
  const options = parentOf(inputs);
  return [
    declared("aws:iam/role:Role", `${name}-role`, { assumeRolePolicy: trust("ec2.amazonaws.com") }, options),
    declared(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      `${name}-session-manager`,
      {
        role: output(`${name}-role`, "name"),
        policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      },
      options,
    ),
    declared(
      "aws:iam/instanceProfile:InstanceProfile",
      `${name}-profile`,
      { role: output(`${name}-role`, "name") },
      options,
    ),
  ];
}

/** The inputs of an Auto Scaling group. */
interface ScalingGroupInputs extends GroupInputs {
  readonly subnets: readonly Leaf[] | Leaf;
  readonly securityGroups: readonly Leaf[];
  /** Left out if the group is registered by attachment resources. */
  readonly targetGroupArns?: Leaf;
}

/** IMDSv2 only, with a hop limit of 1. */
const METADATA = { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 };

/** Declares an Auto Scaling group `NAME-group` with a launch template `NAME-template`. */
export function scalingGroup(inputs: ScalingGroupInputs): Resource[] {
  const { name, subnets, securityGroups, targetGroupArns } = inputs;
  const options = parentOf(inputs);
  return [
    declared(
      "aws:ec2/launchTemplate:LaunchTemplate",
      `${name}-template`,
      {
        imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
        instanceType: "t4g.small",
        userData: Buffer.from("#!/bin/sh\nsystemctl enable --now site\n").toString("base64"),
        iamInstanceProfile: { arn: output(`${name}-profile`, "arn") },
        networkInterfaces: [{ associatePublicIpAddress: "false", securityGroups }],
        metadataOptions: METADATA,
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", volumeSize: 10, encrypted: "true" } },
        ],
      },
      options,
    ),
    declared(
      "aws:autoscaling/group:Group",
      `${name}-group`,
      {
        minSize: 1,
        maxSize: 2,
        vpcZoneIdentifiers: subnets,
        ...(targetGroupArns === undefined ? {} : { targetGroupArns }),
        launchTemplate: { id: idOf(`${name}-template`), version: "1" },
        healthCheckType: "ELB",
      },
      options,
    ),
  ];
}

/** Declares a private instance. */
export function privateInstance(
  name: string,
  subnetId: Leaf,
  groups: readonly Leaf[],
  props: PropsOf<"aws:ec2/instance:Instance"> = {},
): Resource {
  return declared("aws:ec2/instance:Instance", name, {
    ami: "ami-0c1c30571d2dae5c9",
    instanceType: "t4g.small",
    subnetId,
    vpcSecurityGroupIds: groups,
    associatePublicIpAddress: false,
    metadataOptions: METADATA,
    rootBlockDevice: { volumeType: "gp3", encrypted: true },
    ...props,
  });
}
