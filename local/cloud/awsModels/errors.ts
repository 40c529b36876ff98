/** The services' error codes for requests that violate their models. */
import type { Kind } from "./constraints";

/** A service's error codes, with the page or public issue that shows them. */
export interface Answers {
  readonly invalid: string;
  readonly missing?: string;
  readonly source: string;
}

const DOCS = "https://docs.aws.amazon.com";
const issue = (path: string): string => `https://github.com/${path}`;

const ANSWERS: Readonly<Record<string, Answers>> = {
  ACM: {
    invalid: "ValidationException",
    source: `${DOCS}/acm/latest/APIReference/API_RequestCertificate.html`,
  },
  "Auto Scaling": {
    invalid: "ValidationError",
    source: `${DOCS}/autoscaling/ec2/APIReference/CommonErrors.html`,
  },
  CloudFront: {
    invalid: "InvalidArgument",
    source: `${DOCS}/cloudfront/latest/APIReference/API_CreateDistribution.html`,
  },
  CloudWatch: { invalid: "ValidationError", source: issue("boto/boto3/issues/1745") },
  "CloudWatch Logs": {
    invalid: "InvalidParameterException",
    source: `${DOCS}/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html`,
  },
  "Cognito Identity Provider": {
    invalid: "InvalidParameterException",
    source: `${DOCS}/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html`,
  },
  EC2: {
    invalid: "InvalidParameterValue",
    missing: "MissingParameter",
    source: `${DOCS}/AWSEC2/latest/APIReference/errors-overview.html`,
  },
  ECS: {
    invalid: "InvalidParameterException",
    source: `${DOCS}/AmazonECS/latest/APIReference/API_CreateService.html`,
  },
  "Elastic Load Balancing v2": {
    invalid: "ValidationError",
    source: issue("kubernetes-sigs/aws-load-balancer-controller/issues/4014"),
  },
  IAM: { invalid: "ValidationError", source: `${DOCS}/IAM/latest/APIReference/CommonErrors.html` },
  KMS: { invalid: "ValidationException", source: `${DOCS}/kms/latest/APIReference/CommonErrors.html` },
  "Route 53": {
    invalid: "InvalidInput",
    source: `${DOCS}/Route53/latest/APIReference/API_ChangeResourceRecordSets.html`,
  },
  S3: {
    invalid: "InvalidArgument",
    missing: "MalformedXML",
    source: `${DOCS}/AmazonS3/latest/API/ErrorResponses.html`,
  },
  SNS: { invalid: "InvalidParameter", source: `${DOCS}/sns/latest/api/API_CreateTopic.html` },
  SSM: { invalid: "ValidationException", source: issue("getmoto/moto/issues/2553") },
  "Secrets Manager": { invalid: "ValidationException", source: issue("anomalyco/sst/issues/3795") },
  WAFV2: { invalid: "ValidationException", source: issue("pulumi/pulumi/issues/12045") },
};

/** Finds the error codes of a service. */
export function answers(service: string): Answers {
  const found = ANSWERS[service];
  if (found === undefined) {
    throw new Error(
      `Unknown error code for invalid requests to ${service}. Add it to local/cloud/awsModels/errors.ts.`,
    );
  }
  return found;
}

/** Returns a service's error code for a violated constraint. */
export function codeOf(service: string, kind: Kind, member: string): string {
  const { invalid, missing = invalid } = answers(service);
  return service === "S3" ? s3Code(kind, member) : kind === "required" ? missing : invalid;
}

/** Returns S3's code: it reports malformed XML for schema violations, and has its own code for bucket names. */
function s3Code(kind: Kind, member: string): string {
  if (kind === "enum" || kind === "required") {
    return "MalformedXML";
  }
  return member === "Bucket" || member === "BucketName" ? "InvalidBucketName" : "InvalidArgument";
}
