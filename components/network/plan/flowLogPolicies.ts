import { policyDocument } from "../../internal/policyDocument";

/** The account, partition and region of a flow log. */
interface FlowLogScope {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
}

/**
 * Returns the trust policy of the role of a flow log: VPC Flow Logs may use it, for flow logs of this account alone.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogTrust({ accountId, partition, region }: FlowLogScope): string {
  return policyDocument([
    {
      Sid: "FlowLogs",
      Effect: "Allow",
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*` },
      },
    },
  ]);
}

/**
 * Allows a flow log to write to one log group; listing cannot be limited to one group. AWS's page also allows it to create
 * log groups, with which it would create the deleted group again, without an end of its lines.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogGrant(logGroupArn: string): string {
  return policyDocument([
    {
      Sid: "WriteFlows",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    { Sid: "FindLogGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
  ]);
}
