import { NotModelled, readDocument, type Statement } from "../access/policyDocument";

interface Grant {
  readonly actions: readonly string[];
  readonly resource: string;
}

/**
 * AWS managed policies that instances commonly have; all their statements allow.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html
 */
const published: Readonly<Record<string, readonly Grant[]>> = {
  AmazonSSMManagedInstanceCore: [
    {
      actions: [
        "ssm:DescribeAssociation",
        "ssm:GetDeployablePatchSnapshotForInstance",
        "ssm:GetDocument",
        "ssm:DescribeDocument",
        "ssm:GetManifest",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:ListAssociations",
        "ssm:ListInstanceAssociations",
        "ssm:PutInventory",
        "ssm:PutComplianceItems",
        "ssm:PutConfigurePackageResult",
        "ssm:UpdateAssociationStatus",
        "ssm:UpdateInstanceAssociationStatus",
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
        "ec2messages:AcknowledgeMessage",
        "ec2messages:DeleteMessage",
        "ec2messages:FailMessage",
        "ec2messages:GetEndpoint",
        "ec2messages:GetMessages",
        "ec2messages:SendReply",
      ],
      resource: "*",
    },
  ],
  CloudWatchAgentServerPolicy: [
    {
      actions: [
        "cloudwatch:PutMetricData",
        "ec2:DescribeVolumes",
        "ec2:DescribeTags",
        "logs:PutLogEvents",
        "logs:PutRetentionPolicy",
        "logs:DescribeLogStreams",
        "logs:DescribeLogGroups",
        "logs:CreateLogStream",
        "logs:CreateLogGroup",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:GetSamplingStatisticSummaries",
      ],
      resource: "*",
    },
    { actions: ["ssm:GetParameter"], resource: "arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*" },
  ],
};

/**
 * Returns the statements of an AWS managed policy.
 *
 * @throws {NotModelled} for a policy that is not in the table
 */
export function managedPolicy(arn: string): readonly Statement[] {
  const grants = published[arn.replace(/^arn:aws:iam::aws:policy\//, "")];
  if (grants === undefined) {
    throw new NotModelled(`the managed policy ${arn}; add it to local/cloud/api/managedPolicies.ts`);
  }
  const statements = grants.map(({ actions, resource }) => ({
    Effect: "Allow",
    Action: actions,
    Resource: resource,
  }));
  return readDocument(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}
