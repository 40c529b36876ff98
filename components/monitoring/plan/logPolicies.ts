import { policyDocument, refusePlainHttp, type Statement } from "../../internal/policyDocuments";

/** The account and the place that logs are written in. */
export interface LogPlace {
  readonly accountId: string;
  readonly partition: string;
  /** Region of the load balancer. */
  readonly region: string;
}

/** Folders of the archive. */
export const ARCHIVE = { balancer: "alb", edge: "edge" } as const;

/**
 * The policy of the bucket that keeps logs: Elastic Load Balancing writes its own, CloudWatch's log delivery writes
 * CloudFront's, both for this account alone, and nobody reads or writes without TLS.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function archivePolicy(bucketArn: string, place: LogPlace): string {
  return policyDocument([...archiveStatements(bucketArn, place), refusePlainHttp(bucketArn)]);
}

function archiveStatements(bucketArn: string, { accountId, partition, region }: LogPlace): Statement[] {
  const account = { "aws:SourceAccount": accountId };
  return [
    {
      Sid: "BalancerLogs",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/${ARCHIVE.balancer}/AWSLogs/${accountId}/*`,
      Condition: {
        ArnLike: {
          "aws:SourceArn": `arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/*`,
        },
      },
    },
    {
      Sid: "AccessLogs",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/${ARCHIVE.edge}/*`,
      Condition: {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...account },
        ArnLike: { "aws:SourceArn": `arn:${partition}:logs:us-east-1:${accountId}:delivery-source:*` },
      },
    },
  ];
}

/**
 * The policy of a log group that AWS's log delivery writes to, for this account alone.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
 */
export function logGroupPolicy(
  logGroupArn: string,
  { accountId, partition }: Omit<LogPlace, "region">,
): string {
  return policyDocument([
    {
      Sid: "LogDelivery",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logGroupArn}:log-stream:*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:logs:us-east-1:${accountId}:*` },
      },
    },
  ]);
}
