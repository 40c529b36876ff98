import { KEY_ADMINISTRATION, policyDocument, type Statement } from "../../internal/policyDocument";

/** The key that a policy is for, and the site whose data it encrypts. */
export interface EncryptionKeyScope {
  readonly accountId: string;
  readonly partition: string;
  /** Region of the key. */
  readonly region: string;
  /** Name of the site, with which the names of its log groups begin. */
  readonly siteName: string;
  /** Whether secrets, releases and the topic of the members site are in that region as well, and its instances. */
  readonly encryptsApplication: boolean;
}

/**
 * Returns the policy of the key that encrypts the data of a site in one region. The account administers the key, and may
 * use it only through the services that encrypt with it; roles also need the permission in their own policies.
 */
export function encryptionKeyPolicy(scope: EncryptionKeyScope): string {
  const account = { AWS: `arn:${scope.partition}:iam::${scope.accountId}:root` };
  return policyDocument([
    administer(account),
    ...(scope.encryptsApplication ? [encryptApplication(account, scope), encryptSessions(account)] : []),
    encryptLogGroups(scope),
    publishAlarms(scope),
  ]);
}

function administer(account: { AWS: string }): Statement {
  const further = ["kms:DescribeKey", "kms:DisableKeyRotation", "kms:EnableKeyRotation", "kms:ReplicateKey"];
  return {
    Sid: "Administer",
    Effect: "Allow",
    Principal: account,
    Action: [...KEY_ADMINISTRATION, ...further],
    Resource: "*",
  };
}

/**
 * Lets those who may read or write a secret, a release or a topic do so: the application's role and who deploys. Secrets
 * Manager encrypts existing versions again only for callers with kms:Encrypt.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function encryptApplication(account: { AWS: string }, { region }: EncryptionKeyScope): Statement {
  const services = ["s3", "secretsmanager", "sns"].map((name) => `${name}.${region}.amazonaws.com`);
  return {
    Sid: "EncryptApplication",
    Effect: "Allow",
    Principal: account,
    Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "kms:ViaService": services } },
  };
}

/** The encryption context of sessions on instances, which is what tells their use of a key from any other. */
const OF_SESSIONS = { StringLike: { "kms:EncryptionContext:aws:ssm:TargetId": "i-*" } };

/**
 * Lets those who start sessions make a data key, and the instances decrypt it: both call KMS themselves, with the session
 * and the instance as the encryption context.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
 * @see https://github.com/aws/amazon-ssm-agent/blob/mainline/agent/session/crypto/blockcipher.go
 */
function encryptSessions(account: { AWS: string }): Statement {
  return {
    Sid: "EncryptSessions",
    Effect: "Allow",
    Principal: account,
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: OF_SESSIONS,
  };
}

/**
 * Lets CloudWatch Logs encrypt the log groups of the site, which name themselves in the encryption context. AWS's page
 * also lists kms:Describe*, which has no encryption context, so that its condition never holds.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function encryptLogGroups({ accountId, partition, region, siteName }: EncryptionKeyScope): Statement {
  const groups = [`${siteName}-*`, `aws-waf-logs-${siteName}-*`];
  const arns = groups.map((group) => `arn:${partition}:logs:${region}:${accountId}:log-group:${group}`);
  return {
    Sid: "EncryptLogGroups",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: "*",
    Condition: { StringLike: { "kms:EncryptionContext:aws:logs:arn": arns } },
  };
}

/**
 * Lets the account's alarms publish to encrypted topics.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function publishAlarms({ accountId, partition, region }: EncryptionKeyScope): Statement {
  return {
    Sid: "PublishAlarms",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*` },
    },
  };
}

/**
 * Allows a role to read what a key encrypts in Secrets Manager and S3, and to publish to topics that it encrypts.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function encryptionKeyGrant(keyArn: string): string {
  const via = (...services: string[]) => ({
    StringEquals: { "kms:ViaService": services.map((name) => `${name}.${regionOf(keyArn)}.amazonaws.com`) },
  });
  return policyDocument([
    {
      Sid: "DecryptReleasesAndSecrets",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: via("s3", "secretsmanager"),
    },
    {
      Sid: "EncryptRequestsForAccess",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: keyArn,
      Condition: via("sns"),
    },
  ]);
}

/** Allows an instance to decrypt the data keys of its sessions. */
export function sessionKeyGrant(keyArn: string): Statement {
  return {
    Sid: "DecryptSessions",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: keyArn,
    Condition: OF_SESSIONS,
  };
}

function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
