import type { RealtimeLogConfigArgs } from "@pulumi/aws/cloudfront";
import type {
  LogDeliveryArgs,
  LogDeliveryDestinationArgs,
  LogDeliverySourceArgs,
} from "@pulumi/aws/cloudwatch";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/** What gives logs. */
export interface LogSource {
  readonly urn: string;
  readonly resource: Field<string>;
}

/** What takes logs. */
export interface LogDestination {
  readonly urn: string;
  readonly resource: Field<string>;
}

/** What brings logs from the one to the other. */
export interface LogDelivery {
  readonly urn: string;
  readonly source: Field<string>;
  readonly destination: Field<string>;
  /** Absent means all fields that the source has. */
  readonly fields: Field<readonly Field<string>[]>;
}

/** Logs that are sent within seconds. */
export interface RealtimeLog {
  readonly urn: string;
  readonly fields: Field<readonly Field<string>[]>;
}

/** Reads a source of logs. */
export function readLogDeliverySource(urn: string, props: object): LogSource[] {
  return [{ urn, resource: Reader.over<Unwrap<LogDeliverySourceArgs>>(props).at("resourceArn").text() }];
}

/** Reads a destination of logs. */
export function readLogDeliveryDestination(urn: string, props: object): LogDestination[] {
  const args = Reader.over<Unwrap<LogDeliveryDestinationArgs>>(props);
  return [{ urn, resource: args.at("deliveryDestinationConfiguration").at("destinationResourceArn").text() }];
}

/** Reads a delivery. */
export function readLogDelivery(urn: string, props: object): LogDelivery[] {
  const args = Reader.over<Unwrap<LogDeliveryArgs>>(props);
  return [
    {
      urn,
      source: args.at("deliverySourceName").text(),
      destination: args.at("deliveryDestinationArn").text(),
      fields: listed(args.at("recordFields")),
    },
  ];
}

/** Reads a configuration of real-time logs. */
export function readRealtimeLogConfig(urn: string, props: object): RealtimeLog[] {
  return [{ urn, fields: listed(Reader.over<Unwrap<RealtimeLogConfigArgs>>(props).at("fields")) }];
}

function listed(list: Reader<string[] | undefined>): Field<readonly Field<string>[]> {
  const items = list.items();
  return items.state === "known" ? { ...items, value: items.value.map((item) => item.text()) } : items;
}
