/** IAM's names for the operations of the local cloud: service prefixes, and actions with another name. */

const prefixes: Readonly<Record<string, string>> = {
  ACM: "acm",
  "Auto Scaling": "autoscaling",
  CloudFront: "cloudfront",
  CloudWatch: "cloudwatch",
  "CloudWatch Logs": "logs",
  "Cognito Identity Provider": "cognito-idp",
  EC2: "ec2",
  ECS: "ecs",
  "Elastic Load Balancing v2": "elasticloadbalancing",
  IAM: "iam",
  KMS: "kms",
  "Route 53": "route53",
  S3: "s3",
  SNS: "sns",
  SSM: "ssm",
  "Secrets Manager": "secretsmanager",
  WAFV2: "wafv2",
};

/**
 * Actions whose name differs from the operation's.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const renamed: Readonly<Record<string, string>> = {
  "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:DeletePublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:DeleteBucketOwnershipControls": "s3:PutBucketOwnershipControls",
  "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:DeleteBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:PutBucketLifecycleConfiguration": "s3:PutLifecycleConfiguration",
  "s3:DeleteBucketLifecycle": "s3:PutLifecycleConfiguration",
};

/** Returns the action for an operation. */
export function iamAction(service: string, operation: string): string {
  const action = `${prefixes[service] ?? service}:${operation}`;
  return renamed[action] ?? action;
}
