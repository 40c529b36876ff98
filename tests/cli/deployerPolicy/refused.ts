/** Calls that a stack's deployer does not need: dangerous, unrelated, or on resources outside the stack. */
import type { DeployerCall } from "./simulator";

const account = "111122223333";
const other = "444455556666";
const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

/** Such calls, for a stack in eu-west-1 of account 111122223333. */
export const refusedCalls: readonly DeployerCall[] = [
  { action: "iam:CreateUser", resource: `arn:aws:iam::${account}:user/mallory` },
  { action: "iam:CreateAccessKey", resource: `arn:aws:iam::${account}:user/admin` },
  { action: "iam:CreateLoginProfile", resource: `arn:aws:iam::${account}:user/admin` },
  { action: "iam:AttachUserPolicy", resource: `arn:aws:iam::${account}:user/mallory` },
  { action: "iam:PutUserPolicy", resource: `arn:aws:iam::${account}:user/mallory` },
  { action: "iam:AddUserToGroup", resource: `arn:aws:iam::${account}:group/admins` },
  { action: "iam:CreatePolicyVersion", resource: `arn:aws:iam::${account}:policy/deployer` },
  {
    action: "iam:CreateOpenIDConnectProvider",
    resource: `arn:aws:iam::${account}:oidc-provider/example.com`,
  },
  { action: "iam:CreateRole", resource: role("administrator") },
  { action: "iam:PutRolePolicy", resource: role("deployer") },
  { action: "iam:AttachRolePolicy", resource: role("deployer") },
  { action: "iam:UpdateAssumeRolePolicy", resource: role("administrator") },
  { action: "iam:DeleteRole", resource: role("OrganizationAccountAccessRole") },
  {
    action: "iam:PassRole",
    resource: role("administrator"),
    context: { "iam:PassedToService": "ec2.amazonaws.com" },
  },
  {
    action: "iam:PassRole",
    resource: role("members-instances-role-1a2b3c4"),
    context: { "iam:PassedToService": "lambda.amazonaws.com" },
  },
  {
    action: "iam:CreateServiceLinkedRole",
    resource: role("aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations"),
    context: { "iam:AWSServiceName": "organizations.amazonaws.com" },
  },
  { action: "iam:DeleteServiceLinkedRole", resource: role("aws-service-role/autoscaling.amazonaws.com/x") },
  { action: "sts:AssumeRole", resource: role("administrator") },
  { action: "organizations:LeaveOrganization", resource: "*" },
  { action: "account:CloseAccount", resource: "*" },
  { action: "cloudtrail:StopLogging", resource: `arn:aws:cloudtrail:eu-west-1:${account}:trail/main` },
  { action: "config:DeleteConfigurationRecorder", resource: "*" },
  { action: "guardduty:DeleteDetector", resource: `arn:aws:guardduty:eu-west-1:${account}:detector/d` },
  { action: "ec2:RunInstances", resource: `arn:aws:ec2:us-west-2:${account}:instance/*` },
  { action: "ec2:RunInstances", resource: `arn:aws:ec2:eu-west-1:${other}:subnet/subnet-0123456789abcdef0` },
  { action: "ec2:DeleteVpc", resource: `arn:aws:ec2:us-west-2:${account}:vpc/vpc-0123456789abcdef0` },
  { action: "ec2:CreateKeyPair", resource: `arn:aws:ec2:eu-west-1:${account}:key-pair/mallory` },
  { action: "ec2:CreateVpcPeeringConnection", resource: `arn:aws:ec2:eu-west-1:${account}:vpc/vpc-0123` },
  {
    action: "ec2:ModifySnapshotAttribute",
    resource: "arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0",
  },
  {
    action: "ec2:GetPasswordData",
    resource: `arn:aws:ec2:eu-west-1:${account}:instance/i-0123456789abcdef0`,
  },
  {
    action: "ec2-instance-connect:SendSSHPublicKey",
    resource: `arn:aws:ec2:eu-west-1:${account}:instance/i-0`,
  },
  { action: "ssm:StartSession", resource: `arn:aws:ec2:eu-west-1:${account}:instance/i-0123456789abcdef0` },
  { action: "ssm:SendCommand", resource: `arn:aws:ec2:eu-west-1:${account}:instance/i-0123456789abcdef0` },
  { action: "ssm:GetParameter", resource: `arn:aws:ssm:eu-west-1:${account}:parameter/database/password` },
  { action: "s3:GetObject", resource: "arn:aws:s3:::payroll/2026.csv" },
  { action: "s3:PutObject", resource: "arn:aws:s3:::payroll/2026.csv" },
  { action: "s3:DeleteBucket", resource: "arn:aws:s3:::payroll" },
  { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::cloudtrail-logs" },
  { action: "s3:PutAccountPublicAccessBlock", resource: "*" },
  { action: "s3:PutBucketAcl", resource: "arn:aws:s3:::members-archive-bucket-1a2b3c4" },
  {
    action: "kms:Sign",
    resource: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  },
  {
    action: "kms:Decrypt",
    resource: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  },
  {
    action: "kms:CreateGrant",
    resource: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  },
  { action: "kms:ScheduleKeyDeletion", resource: `arn:aws:kms:us-west-2:${account}:key/1234abcd` },
  {
    action: "secretsmanager:GetSecretValue",
    resource: `arn:aws:secretsmanager:eu-west-1:${account}:secret:database-password-AbCdEf`,
  },
  { action: "secretsmanager:BatchGetSecretValue", resource: "*" },
  { action: "route53:DeleteHostedZone", resource: "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ" },
  {
    action: "route53:ChangeResourceRecordSets",
    resource: "arn:aws:route53:::hostedzone/Z0OTHER",
    context: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["members.dev.example.com"] },
  },
  { action: "route53domains:TransferDomainToAnotherAwsAccount", resource: "*" },
  {
    action: "logs:GetLogEvents",
    resource: `arn:aws:logs:us-east-1:${account}:log-group:payroll:log-stream:a`,
  },
  { action: "logs:DeleteLogGroup", resource: `arn:aws:logs:eu-west-1:${account}:log-group:/aws/cloudtrail` },
  {
    action: "cognito-idp:AdminSetUserPassword",
    resource: `arn:aws:cognito-idp:eu-west-1:${account}:userpool/u`,
  },
  { action: "cognito-idp:AdminCreateUser", resource: `arn:aws:cognito-idp:eu-west-1:${account}:userpool/u` },
  { action: "cloudfront:CreateInvalidation", resource: `arn:aws:cloudfront::${account}:distribution/E1` },
  { action: "lambda:CreateFunction", resource: `arn:aws:lambda:eu-west-1:${account}:function:miner` },
  { action: "dynamodb:DeleteTable", resource: `arn:aws:dynamodb:eu-west-1:${account}:table/orders` },
  { action: "rds:DeleteDBInstance", resource: `arn:aws:rds:eu-west-1:${account}:db:orders` },
  { action: "sns:DeleteTopic", resource: `arn:aws:sns:eu-west-1:${account}:pager` },
  { action: "cloudwatch:DeleteAlarms", resource: `arn:aws:cloudwatch:eu-west-1:${account}:alarm:billing` },
];
