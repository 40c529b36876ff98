/** Sources of the resource types, as URLs. */

const API_GUIDES = {
  acm: "acm/latest/APIReference",
  autoscaling: "autoscaling/ec2/APIReference",
  cloudwatch: "AmazonCloudWatch/latest/APIReference",
  cloudfront: "cloudfront/latest/APIReference",
  cognito: "cognito-user-identity-pools/latest/APIReference",
  ecs: "AmazonECS/latest/APIReference",
  ec2: "AWSEC2/latest/APIReference",
  elb: "elasticloadbalancing/latest/APIReference",
  iam: "IAM/latest/APIReference",
  kms: "kms/latest/APIReference",
  logs: "AmazonCloudWatchLogs/latest/APIReference",
  route53: "Route53/latest/APIReference",
  s3: "AmazonS3/latest/API",
  secretsmanager: "secretsmanager/latest/apireference",
  sns: "sns/latest/api",
  ssm: "systems-manager/latest/APIReference",
  sts: "STS/latest/APIReference",
  wafv2: "waf/latest/APIReference",
} as const;

/** Returns AWS's reference page of an API operation. */
export function api(service: keyof typeof API_GUIDES, operation: string): string {
  return `https://docs.aws.amazon.com/${API_GUIDES[service]}/API_${operation}.html`;
}

/** Returns a page of AWS's guides, by path. */
export function guide(path: string): string {
  return `https://docs.aws.amazon.com/${path}`;
}

/** Returns the registry page of a type or function of the AWS package, `cloudfront/publickey`. */
export function registry(page: string): string {
  return `https://www.pulumi.com/registry/packages/aws/api-docs/${page}/`;
}

/** Returns an issue of the Terraform provider that the AWS package is built on. */
export function terraform(issue: number): string {
  return `https://github.com/hashicorp/terraform-provider-aws/issues/${issue}`;
}

/** Returns a public issue or pull request that shows an answer of AWS, by repository and number. */
export function issue(repository: string, number: number): string {
  return `https://github.com/${repository}/issues/${number}`;
}

/** Error codes common to all EC2 operations. */
export const EC2_ERRORS = guide("AWSEC2/latest/APIReference/errors-overview.html");
