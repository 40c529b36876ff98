import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";
import { flowLogGrant, flowLogTrust } from "./plan/flowLogPolicies";

/** The log group of a flow log. */
interface FlowLogGroup {
  /** Days for which it keeps its lines. */
  days: number;
  /** ARN of the KMS key that encrypts it; undefined for CloudWatch's own. */
  encryptionKeyArn: pulumi.Input<string> | undefined;
}

/**
 * Creates a log of all traffic of a VPC, accepted and rejected, in a log group that only its role writes.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
 */
export function createFlowLog(
  { name, parent, tags }: ComponentContext,
  vpcId: pulumi.Input<string>,
  { days, encryptionKeyArn }: FlowLogGroup,
): void {
  const child = { parent };
  const group = new cloudwatch.LogGroup(
    `${name}-flows`,
    { retentionInDays: days, kmsKeyId: encryptionKeyArn, tags },
    child,
  );
  const { accountId } = getCallerIdentityOutput({}, child);
  const { partition } = getPartitionOutput({}, child);
  const { region } = getRegionOutput({}, child);
  const role = new iam.Role(
    `${name}-flows`,
    {
      assumeRolePolicy: pulumi
        .all([accountId, partition, region])
        .apply(([account, of, place]) => flowLogTrust({ accountId: account, partition: of, region: place })),
      description: `Writes the flow log of ${name}`,
      tags,
    },
    child,
  );
  const grant = new iam.RolePolicy(
    `${name}-flows`,
    { role: role.name, policy: group.arn.apply(flowLogGrant) },
    child,
  );
  new ec2.FlowLog(
    `${name}-flows`,
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { ...tags, Name: `${name}-flows` },
    },
    // Its first lines need the permission, and it is deleted before the group that it writes to.
    { parent, dependsOn: grant },
  );
}
