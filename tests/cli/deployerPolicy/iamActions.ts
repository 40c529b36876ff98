/** IAM's names for the operations of the local cloud: the prefix of the service, and where the action has another name. */

const prefixes: Readonly<Record<string, string>> = {
  ACM: "acm",
  "Auto Scaling": "autoscaling",
  CloudFront: "cloudfront",
  CloudWatch: "cloudwatch",
  "CloudWatch Logs": "logs",
  "Cognito Identity Provider": "cognito-idp",
  EC2: "ec2",
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
 * Where the permission is not called as the operation.
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

/** The action for an operation. */
export function iamAction(service: string, operation: string): string {
  const action = `${prefixes[service] ?? service}:${operation}`;
  return renamed[action] ?? action;
}
