import type { RealtimeLogConfigArgs } from "@pulumi/aws/cloudfront";
import type {
  LogDeliveryArgs,
  LogDeliveryDestinationArgs,
  LogDeliverySourceArgs,
} from "@pulumi/aws/cloudwatch";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** The source of a log delivery. */
export interface LogSource {
  readonly urn: string;
  readonly resource: Field<string>;
}

/** The destination of a log delivery. */
export interface LogDestination {
  readonly urn: string;
  readonly resource: Field<string>;
}

/** A log delivery. */
export interface LogDelivery {
  readonly urn: string;
  readonly source: Field<string>;
  readonly destination: Field<string>;
  /** The logged fields; all fields if absent. */
  readonly fields: Field<readonly Field<string>[]>;
}

/** A real-time log configuration. */
export interface RealtimeLog {
  readonly urn: string;
  readonly fields: Field<readonly Field<string>[]>;
}

/** Log deliveries. */
export const logDeliveries = recordReaders<LogDelivery>({
  [t.logDelivery]: readLogDelivery,
});

/** Destinations of log deliveries. */
export const logDestinations = recordReaders<LogDestination>({
  [t.logDeliveryDestination]: readLogDeliveryDestination,
});

/** Sources of log deliveries. */
export const logSources = recordReaders<LogSource>({
  [t.logDeliverySource]: readLogDeliverySource,
});

/** Real-time log configurations. */
export const realtimeLogs = recordReaders<RealtimeLog>({
  [t.realtimeLogConfig]: readRealtimeLogConfig,
});

function readLogDeliverySource(urn: string, props: object): LogSource[] {
  return [{ urn, resource: Reader.over<Unwrap<LogDeliverySourceArgs>>(props).at("resourceArn").string() }];
}

function readLogDeliveryDestination(urn: string, props: object): LogDestination[] {
  const args = Reader.over<Unwrap<LogDeliveryDestinationArgs>>(props);
  return [
    { urn, resource: args.at("deliveryDestinationConfiguration").at("destinationResourceArn").string() },
  ];
}

function readLogDelivery(urn: string, props: object): LogDelivery[] {
  const args = Reader.over<Unwrap<LogDeliveryArgs>>(props);
  return [
    {
      urn,
      source: args.at("deliverySourceName").string(),
      destination: args.at("deliveryDestinationArn").string(),
      fields: stringList(args.at("recordFields")),
    },
  ];
}

function readRealtimeLogConfig(urn: string, props: object): RealtimeLog[] {
  return [{ urn, fields: stringList(Reader.over<Unwrap<RealtimeLogConfigArgs>>(props).at("fields")) }];
}

function stringList(list: Reader<string[] | undefined>): Field<readonly Field<string>[]> {
  const items = list.items();
  return items.state === "known" ? { ...items, value: items.value.map((item) => item.string()) } : items;
}
