import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { EDGE_REGION } from "../internal/edgeRegion";
import { componentNameProblems } from "../internal/names";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { LOG_FIELDS } from "./plan/logFields";
import { ARCHIVE, logGroupPolicy } from "./plan/logPolicies";
import { savedQueries } from "./plan/queries";
import { DEFAULT_GROUP_DAYS, groupDaysProblems } from "./plan/retention";

/** Arguments of a distribution's access logs. */
export interface AccessLogsArgs {
  /** ARN of the distribution. */
  distributionArn: pulumi.Input<string>;
  /** Id of the distribution, which is in the names of the saved queries. */
  distributionId: pulumi.Input<string>;
  /** ARN of the bucket of the archive. */
  archiveArn: pulumi.Input<string>;
  /** Days for which CloudWatch keeps log lines, for queries and alarms. Default: 30. */
  groupDays?: number;
  /**
   * ARN of a KMS key in us-east-1 that encrypts the log group; its policy admits CloudWatch Logs. Default: none, and
   * CloudWatch uses its own.
   */
  encryptionKeyArn?: pulumi.Input<string>;
  /** Countries that the saved query by country expects, as ISO 3166 codes. Default: none. */
  expectedCountries?: string[];
  /** Tags for the log group and its deliveries. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * The access logs of a distribution, delivered to a log group for queries and alarms, and to a bucket for the archive,
 * without query strings, cookies and referrers.
 *
 * @example new AccessLogs("site", { distributionArn, distributionId, archiveArn: archive.bucketArn, groupDays: 14 })
 */
export class AccessLogs extends pulumi.ComponentResource {
  /** Name of the log group, in us-east-1. */
  public readonly logGroupName!: pulumi.Output<string>;
  /** ARN of the log group. */
  public readonly logGroupArn!: pulumi.Output<string>;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("AccessLogs", name, args);
    const { groupDays = DEFAULT_GROUP_DAYS, tags } = args;
    refuseProblems("AccessLogs", name, opts, [
      ...componentNameProblems(name),
      ...groupDaysProblems("groupDays", groupDays),
    ]);
    super("secure-origin:index:AccessLogs", name, {}, opts);
    const place = { region: EDGE_REGION, tags };

    const group = new cloudwatch.LogGroup(
      `${name}-group`,
      { retentionInDays: groupDays, kmsKeyId: args.encryptionKeyArn, ...place },
      { parent: this },
    );
    const policy = allowLogDelivery(`${name}-group`, this, group);
    const source = new cloudwatch.LogDeliverySource(
      `${name}-source`,
      { logType: "ACCESS_LOGS", resourceArn: args.distributionArn, ...place },
      { parent: this },
    );
    const toGroup = this.delivery(`${name}-to-group`, source, group.arn, {}, place, [policy]);
    // One after the other: CloudWatch refuses a second delivery of a source while the first is being created.
    const s3 = { suffixPath: "{DistributionId}/{yyyy}/{MM}/{dd}", enableHiveCompatiblePath: false };
    const folder = pulumi.interpolate`${args.archiveArn}/${ARCHIVE.edge}`;
    this.delivery(`${name}-to-archive`, source, folder, { s3DeliveryConfigurations: [s3] }, place, [toGroup]);
    this.saveQueries(name, args, group);

    this.registerOutputs(
      publishOutputs<AccessLogs>(this, {
        logGroupName: group.name,
        logGroupArn: group.arn,
      }),
    );
  }

  private delivery(
    childName: string,
    source: cloudwatch.LogDeliverySource,
    destinationResourceArn: pulumi.Input<string>,
    rest: Pick<cloudwatch.LogDeliveryArgs, "s3DeliveryConfigurations">,
    place: { region: string; tags: AccessLogsArgs["tags"] },
    dependsOn: pulumi.Resource[],
  ): cloudwatch.LogDelivery {
    const destination = new cloudwatch.LogDeliveryDestination(
      childName,
      { outputFormat: "json", deliveryDestinationConfiguration: { destinationResourceArn }, ...place },
      { parent: this },
    );
    return new cloudwatch.LogDelivery(
      childName,
      {
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        recordFields: [...LOG_FIELDS],
        ...rest,
        ...place,
      },
      { parent: this, dependsOn },
    );
  }

  private saveQueries(name: string, args: AccessLogsArgs, group: cloudwatch.LogGroup): void {
    for (const { id, text } of savedQueries(args.expectedCountries ?? [])) {
      new cloudwatch.QueryDefinition(
        `${name}-${id}`,
        {
          name: pulumi.interpolate`${name}-${args.distributionId}/${id}`,
          logGroupNames: [group.name],
          queryString: text,
          region: EDGE_REGION,
        },
        { parent: this },
      );
    }
  }
}

/** Allows AWS's log delivery to write to a log group in us-east-1; deliveries depend on it. */
export function allowLogDelivery(
  name: string,
  parent: pulumi.Resource,
  group: cloudwatch.LogGroup,
): cloudwatch.LogResourcePolicy {
  const { accountId } = getCallerIdentityOutput({}, { parent });
  const { partition } = getPartitionOutput({}, { parent });
  const policyDocument = pulumi
    .all([group.arn, accountId, partition])
    .apply(([arn, account, of]) => logGroupPolicy(arn, { accountId: account, partition: of }));
  return new cloudwatch.LogResourcePolicy(
    name,
    { resourceArn: group.arn, policyDocument, region: EDGE_REGION },
    { parent },
  );
}
