import { NotModelled, readDocument, type Statement } from "../access/document";

/**
 * AWS's own policies that instances commonly wear, as AWS publishes them.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
 */
const published: Readonly<Record<string, readonly string[]>> = {
  AmazonSSMManagedInstanceCore: [
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
};

/**
 * The statements of a policy that AWS manages.
 *
 * @throws {NotModelled} for a policy that is not in the table: what it allows is not known here
 */
export function managedPolicy(arn: string): readonly Statement[] {
  const actions = published[arn.replace(/^.*\//, "")];
  if (actions === undefined) {
    throw new NotModelled(`the managed policy ${arn}; add it to local/cloud/api/managedPolicies.ts`);
  }
  const statement = { Effect: "Allow", Action: actions, Resource: "*" };
  return readDocument(JSON.stringify({ Version: "2012-10-17", Statement: statement }));
}
