import { EDGE_REGION } from "../../internal/edgeRegion";
import { policyDocument, refusePlainHttp, type Statement } from "../../internal/policyDocument";

/** The account and partition of the logs. */
export interface LogScope {
  readonly accountId: string;
  readonly partition: string;
}

/** Folders of the archive. */
export const ARCHIVE = { balancer: "alb", edge: "edge" } as const;

/**
 * Returns the policy of the archive's bucket: Elastic Load Balancing and CloudWatch's log delivery may write the logs of
 * this account, and requests without TLS are denied.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function archivePolicy(bucketArn: string, scope: LogScope): string {
  return policyDocument([...archiveStatements(bucketArn, scope), refusePlainHttp(bucketArn)]);
}

function archiveStatements(bucketArn: string, { accountId, partition }: LogScope): Statement[] {
  const account = { "aws:SourceAccount": accountId };
  return [
    {
      Sid: "BalancerLogs",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      // No aws:SourceArn: some were refused with it, and the account is in the folder's name already.
      Resource: `${bucketArn}/${ARCHIVE.balancer}/AWSLogs/${accountId}/*`,
    },
    {
      Sid: "AccessLogs",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/${ARCHIVE.edge}/*`,
      Condition: {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...account },
        ArnLike: { "aws:SourceArn": `arn:${partition}:logs:${EDGE_REGION}:${accountId}:delivery-source:*` },
      },
    },
  ];
}

/**
 * Returns the policy of a log group: AWS's log delivery may write the logs of this account.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
 */
export function logGroupPolicy(logGroupArn: string, { accountId, partition }: LogScope): string {
  return policyDocument([
    {
      Sid: "LogDelivery",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logGroupArn}:log-stream:*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:logs:${EDGE_REGION}:${accountId}:*` },
      },
    },
  ]);
}
