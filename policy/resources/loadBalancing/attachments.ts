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

/** A resource that only says: what comes to `from` goes on to `to`. */
export interface Attachment {
  readonly urn: string;
  /** A target group, a classic load balancer, or a network interface. */
  readonly from: Field<string>;
  /** A server, a scaling group, or a load balancer. */
  readonly to: Field<string>;
}

/** A resource that puts a security group on a network interface. */
export interface InterfaceGroup {
  readonly urn: string;
  readonly securityGroup: Field<string>;
  readonly networkInterface: Field<string>;
}

/** Reads the attachment of a target to a target group. */
export function readTargetAttachment(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<TargetGroupAttachmentArgs>>(props);
  return [{ urn, from: args.at("targetGroupArn").text(), to: args.at("targetId").text() }];
}

/** Reads the attachment of a scaling group to a target group or to a classic load balancer. */
export function readGroupAttachment(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<AttachmentArgs>>(props);
  const to = args.at("autoscalingGroupName").text();
  return [args.at("lbTargetGroupArn").text(), args.at("elb").text()]
    .filter((from) => from.state !== "absent")
    .map((from) => ({ urn, from, to }));
}

/** Reads the newer form of the attachment of a scaling group. */
export function readGroupTrafficSource(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<TrafficSourceAttachmentArgs>>(props);
  const from = args.at("trafficSource").at("identifier").text();
  return [{ urn, from, to: args.at("autoscalingGroupName").text() }];
}

/** Reads the attachment of an instance to a classic load balancer. */
export function readClassicAttachment(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<ClassicAttachmentArgs>>(props);
  return [{ urn, from: args.at("elb").text(), to: args.at("instance").text() }];
}

/** Reads the attachment of a network interface to an instance. */
export function readInterfaceAttachment(urn: string, props: object): Attachment[] {
  const args = Reader.over<Unwrap<NetworkInterfaceAttachmentArgs>>(props);
  return [{ urn, from: args.at("networkInterfaceId").text(), to: args.at("instanceId").text() }];
}

/** Reads the resource that puts a security group on a network interface. */
export function readInterfaceGroup(urn: string, props: object): InterfaceGroup[] {
  const args = Reader.over<Unwrap<NetworkInterfaceSecurityGroupAttachmentArgs>>(props);
  return [
    {
      urn,
      securityGroup: args.at("securityGroupId").text(),
      networkInterface: args.at("networkInterfaceId").text(),
    },
  ];
}
