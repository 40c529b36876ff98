import { declared, output, type Resource } from "../../model";
import { closed } from "./pages";
import { type Part, within } from "./place";

/** Fields of an access log that hold no signature: neither the query nor the cookies. */
const FIELDS = ["date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status", "sc-bytes", "c-country"];

/** Access logs of a distribution, as vended logs, in a private bucket `NAME-logs`. */
export function accessLogs(part: Part, distribution: string): Resource[] {
  const { name } = part;
  const place = within(part);
  const region = "us-east-1";
  return [
    declared("aws:s3/bucket:Bucket", `${name}-logs`, {}, place),
    closed(part, `${name}-logs`),
    declared(
      "aws:cloudwatch/logDeliverySource:LogDeliverySource",
      `${name}-log-source`,
      {
        name: `${name}-log-source`,
        logType: "ACCESS_LOGS",
        resourceArn: output(distribution, "arn"),
        region,
      },
      place,
    ),
    declared(
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      `${name}-log-destination`,
      {
        outputFormat: "json",
        deliveryDestinationConfiguration: { destinationResourceArn: output(`${name}-logs`, "arn") },
        region,
      },
      place,
    ),
    declared(
      "aws:cloudwatch/logDelivery:LogDelivery",
      `${name}-log-delivery`,
      {
        deliverySourceName: output(`${name}-log-source`, "name"),
        deliveryDestinationArn: output(`${name}-log-destination`, "arn"),
        recordFields: FIELDS,
        region,
      },
      place,
    ),
  ];
}
