import { declared, output, type Resource } from "../../stackModel";
import { type GroupInputs, parentOf } from "./groupInputs";
import { blockPublicAccess } from "./pages";

/** Access log fields without signatures: neither the query nor the cookies. */
const FIELDS = ["date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status", "sc-bytes", "c-country"];

/** Declares access logs (v2) of a distribution in a private bucket `NAME-logs`. */
export function accessLogs(inputs: GroupInputs, distribution: string): Resource[] {
  const { name } = inputs;
  const options = parentOf(inputs);
  const region = "us-east-1";
  return [
    declared("aws:s3/bucket:Bucket", `${name}-logs`, {}, options),
    blockPublicAccess(inputs, `${name}-logs`),
    declared(
      "aws:cloudwatch/logDeliverySource:LogDeliverySource",
      `${name}-log-source`,
      {
        name: `${name}-log-source`,
        logType: "ACCESS_LOGS",
        resourceArn: output(distribution, "arn"),
        region,
      },
      options,
    ),
    declared(
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      `${name}-log-destination`,
      {
        outputFormat: "json",
        deliveryDestinationConfiguration: { destinationResourceArn: output(`${name}-logs`, "arn") },
        region,
      },
      options,
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
      options,
    ),
  ];
}
