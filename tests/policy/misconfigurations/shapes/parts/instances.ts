import { declared, idOf, type Leaf, output, type PropsOf, type Resource } from "../../model";
import { type Part, within } from "./place";
import { trust } from "./policies";

/** A role `NAME-role` that instances act as, with its profile. */
export function instanceRole(part: Part): Resource[] {
  const { name } = part;
  const place = within(part);
  return [
    declared("aws:iam/role:Role", `${name}-role`, { assumeRolePolicy: trust("ec2.amazonaws.com") }, place),
    declared(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      `${name}-session-manager`,
      {
        role: output(`${name}-role`, "name"),
        policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      },
      place,
    ),
    declared(
      "aws:iam/instanceProfile:InstanceProfile",
      `${name}-profile`,
      { role: output(`${name}-role`, "name") },
      place,
    ),
  ];
}

/** A scaling group and its launch template. */
interface ScalingPart extends Part {
  readonly subnets: readonly Leaf[] | Leaf;
  readonly securityGroups: readonly Leaf[];
  /** Left out where attachments of their own register the group. */
  readonly targetGroupArns?: Leaf;
}

/** Only with a session token, and not across a network hop. */
const METADATA = { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 };

/** A scaling group `NAME-group` that launches from `NAME-template`. */
export function scalingGroup(part: ScalingPart): Resource[] {
  const { name, subnets, securityGroups, targetGroupArns } = part;
  const place = within(part);
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
      place,
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
      place,
    ),
  ];
}

/** A single private instance. */
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
