import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { createPrivateBucket, keepVersions } from "../internal/privateBucket";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { archivePolicy } from "./plan/logPolicies";
import { archiveDaysProblems, DEFAULT_ARCHIVE_DAYS } from "./plan/retention";

/** Arguments of the archive of logs. */
export interface LogArchiveArgs {
  /** Days for which logs are kept; for 30 more they can be restored. Default: 365. */
  archiveDays?: number;
  /** Deletes the logs with the bucket; otherwise a bucket that has logs is not deleted. Default: false. */
  forceDestroy?: boolean;
  /** Tags for the bucket. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * The private bucket of the logs of CloudFront and the load balancer.
 *
 * @example new LogArchive("site", { archiveDays: 90 })
 */
export class LogArchive extends pulumi.ComponentResource {
  /** Name of the bucket, known once its policy allows the logs. */
  public readonly bucketName!: pulumi.Output<string>;
  /** ARN of the bucket, known once its policy allows the logs. */
  public readonly bucketArn!: pulumi.Output<string>;

  constructor(name: string, args: LogArchiveArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("LogArchive", name, args);
    const { archiveDays = DEFAULT_ARCHIVE_DAYS, forceDestroy = false, tags = {} } = args;
    refuseProblems("LogArchive", name, opts, [
      ...componentNameProblems(name),
      ...archiveDaysProblems("archiveDays", archiveDays),
    ]);
    super("secure-origin:index:LogArchive", name, {}, opts);
    const child = { parent: this };

    const bucket = createPrivateBucket({ name, parent: this, tags, forceDestroy });
    keepVersions({ name, parent: this, bucket, expiresAfterDays: archiveDays });
    const { accountId } = getCallerIdentityOutput({}, child);
    const { partition } = getPartitionOutput({}, child);
    const policy = new s3.BucketPolicy(
      `${name}-bucket`,
      {
        bucket: bucket.bucket,
        policy: pulumi
          .all([bucket.arn, accountId, partition])
          .apply(([arn, account, of]) => archivePolicy(arn, { accountId: account, partition: of })),
      },
      child,
    );

    this.registerOutputs(
      publishOutputs<LogArchive>(this, {
        // Taken from the policy: the load balancer refuses a bucket that does not let it write yet.
        bucketName: policy.bucket,
        bucketArn: pulumi.all([bucket.arn, policy.id]).apply(([arn]) => arn),
      }),
    );
  }
}
