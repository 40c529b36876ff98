import type { AttachmentArgs, TrafficSourceAttachmentArgs } from "@pulumi/aws/autoscaling";
import type {
  NetworkInterfaceAttachmentArgs,
  NetworkInterfaceSecurityGroupAttachmentArgs,
} from "@pulumi/aws/ec2";
import type { AttachmentArgs as ClassicAttachmentArgs } from "@pulumi/aws/elb";
import type { TargetGroupAttachmentArgs } from "@pulumi/aws/lb";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A resource that attaches `to` to `from`, which passes traffic on to it. */
export interface Attachment {
  readonly urn: string;
  /** A target group, a classic load balancer, or a network interface. */
  readonly from: Field<string>;
  /** An instance, an Auto Scaling group, a load balancer, or an address. */
  readonly to: Field<string>;
  /** The target's port; if absent, that of the target group. */
  readonly port: Field<number>;
}

/** A resource that attaches a security group to a network interface. */
export interface InterfaceSecurityGroup {
  readonly urn: string;
  readonly securityGroup: Field<string>;
  readonly networkInterface: Field<string>;
}

const withoutPort: Field<number> = { state: "absent", path: "port" };

/** Attachments of targets. */
export const attachments = recordReaders<Attachment>({
  [t.targetAttachment]: readTargetAttachment,
  [t.autoScalingAttachment]: readAutoScalingAttachment,
  [t.autoScalingTrafficSource]: readAutoScalingTrafficSource,
  [t.classicAttachment]: readClassicAttachment,
  [t.networkInterfaceAttachment]: readInterfaceAttachment,
});

/** Attachments of security groups to network interfaces. */
export const interfaceSecurityGroups = recordReaders<InterfaceSecurityGroup>({
  [t.networkInterfaceSecurityGroup]: readInterfaceSecurityGroup,
});

function readTargetAttachment(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<TargetGroupAttachmentArgs>>(props);
  return [
    {
      urn,
      from: args.at("targetGroupArn").string(),
      to: args.at("targetId").string(),
      port: args.at("port").number(),
    },
  ];
}

function readAutoScalingAttachment(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<AttachmentArgs>>(props);
  const to = args.at("autoscalingGroupName").string();
  return [args.at("lbTargetGroupArn").string(), args.at("elb").string()]
    .filter((from) => from.state !== "absent")
    .map((from) => ({ urn, from, to, port: withoutPort }));
}

function readAutoScalingTrafficSource(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<TrafficSourceAttachmentArgs>>(props);
  const from = args.at("trafficSource").at("identifier").string();
  return [{ urn, from, to: args.at("autoscalingGroupName").string(), port: withoutPort }];
}

function readClassicAttachment(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<ClassicAttachmentArgs>>(props);
  return [{ urn, from: args.at("elb").string(), to: args.at("instance").string(), port: withoutPort }];
}

function readInterfaceAttachment(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<NetworkInterfaceAttachmentArgs>>(props);
  return [
    {
      urn,
      from: args.at("networkInterfaceId").string(),
      to: args.at("instanceId").string(),
      port: withoutPort,
    },
  ];
}

function readInterfaceSecurityGroup(urn: string, props: object): InterfaceSecurityGroup[] {
  const args = Reader.over<Unwrap<NetworkInterfaceSecurityGroupAttachmentArgs>>(props);
  return [
    {
      urn,
      securityGroup: args.at("securityGroupId").string(),
      networkInterface: args.at("networkInterfaceId").string(),
    },
  ];
}
