/** A statement of an IAM policy document. */
export interface Statement {
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal?: Record<string, string>;
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** A policy document as JSON text, the way AWS takes it. */
export function policyDocument(statements: Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/**
 * What signing with a KMS key is limited to: SHA-256 over the policy text itself.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const SIGNING_CONDITIONS = {
  StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "RAW" },
};

/**
 * The policy of a signing key in KMS. The account administers the key but cannot sign with it, and cannot hand
 * the right to sign on; whoever deploys reads the public half; only the signer's role signs, and only while the
 * key is active. An administrator of the account can still replace this policy, which CloudTrail records.
 *
 * @param account.root ARN of the account's root, to which IAM policies of the account delegate
 * @param signerArn role that signs; undefined for a key that is not active
 */
export function signingKeyPolicy(account: { root: string }, signerArn: string | undefined): string {
  const owner = { AWS: account.root };
  const statements: Statement[] = [
    { Sid: "Administer", Effect: "Allow", Principal: owner, Action: ADMINISTRATION, Resource: "*" },
    {
      Sid: "ReadPublicKey",
      Effect: "Allow",
      Principal: owner,
      Action: ["kms:DescribeKey", "kms:GetPublicKey"],
      Resource: "*",
    },
  ];
  if (signerArn !== undefined) {
    statements.push({
      Sid: "SignWhileActive",
      Effect: "Allow",
      Principal: { AWS: signerArn },
      Action: "kms:Sign",
      Resource: "*",
      Condition: SIGNING_CONDITIONS,
    });
  }
  return policyDocument(statements);
}

const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:DisableKey",
  "kms:EnableKey",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:UpdateKeyDescription",
];

/**
 * What the signer's role needs to use a key that this stack did not make: exactly that key, nothing else.
 *
 * @param source `kms`, `secretsManager` or `ssm`
 * @param encryptionKeyArn the KMS key that a secret or parameter is encrypted with, unless it is AWS's own; it opens
 *   through that one service only
 */
export function signerGrant(source: string, arn: string, encryptionKeyArn?: string): string {
  const use = { Sid: "UseActiveSigningKey", Effect: "Allow" as const, Resource: arn };
  if (source === "kms") {
    return policyDocument([{ ...use, Action: "kms:Sign", Condition: SIGNING_CONDITIONS }]);
  }
  const service = source === "ssm" ? "ssm" : "secretsmanager";
  const read = { ...use, Action: source === "ssm" ? "ssm:GetParameter" : "secretsmanager:GetSecretValue" };
  if (encryptionKeyArn === undefined) {
    return policyDocument([read]);
  }
  const region = arn.split(":")[3] ?? "";
  const decrypt: Statement = {
    Sid: "DecryptActiveSigningKey",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: encryptionKeyArn,
    Condition: { StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } },
  };
  return policyDocument([read, decrypt]);
}

/**
 * What an instance needs so that people can log in with Session Manager. AWS's own policy for it would let the role
 * read every parameter of the account, the signing keys of other sites among them.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCloud9SSMInstanceProfile.html
 */
export function sessionManagerGrant(): string {
  return policyDocument([
    {
      Sid: "SessionManagerOnly",
      Effect: "Allow",
      Action: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      // AWS knows no resources for these: they concern the instance that calls.
      Resource: "*",
    },
  ]);
}

/** The trust policy of a role that EC2 instances take on. */
export function instanceTrust(): string {
  const principal = { Service: "ec2.amazonaws.com" };
  return policyDocument([
    { Sid: "InstancesOnly", Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" },
  ]);
}

/** The policy of the error pages' bucket: one distribution reads, and nobody comes without TLS. */
export function errorPagesPolicy(bucketArn: string, distributionArn: string): string {
  return policyDocument([
    {
      Sid: "ReadByDistribution",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: `${bucketArn}/*`,
      Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
    },
    refusePlainHttp(bucketArn),
  ]);
}

/** The policy of a bucket whose readers are named elsewhere, by grants of their roles: nobody comes without TLS. */
export function tlsOnlyPolicy(bucketArn: string): string {
  return policyDocument([refusePlainHttp(bucketArn)]);
}

/** Refuses whatever comes to a bucket without TLS. */
export function refusePlainHttp(bucketArn: string): Statement {
  return {
    Sid: "RefusePlainHttp",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** What the application's role is to read and to do, each by its ARN. */
export interface ApplicationNeeds {
  /** Patterns of the objects that a booting instance fetches. */
  objectArns: string[];
  /** Secrets in Secrets Manager, or parameters. */
  secretArns: string[];
  /** The topic of requests for access. */
  topicArn: string;
}

/**
 * What the members site needs beside its signing key: its own releases, its own secrets, and to send to one topic.
 */
export function applicationGrant({ objectArns, secretArns, topicArn }: ApplicationNeeds): string {
  const allow = (Sid: string, Action: string, Resource: string | string[]): Statement => ({
    Sid,
    Effect: "Allow",
    Action,
    Resource,
  });
  const [parameters, secrets] = [true, false].map((ofSsm) =>
    secretArns.filter((arn) => (arn.split(":")[2] === "ssm") === ofSsm),
  );
  return policyDocument([
    allow("FetchReleases", "s3:GetObject", objectArns),
    allow("ReadOwnSecrets", "secretsmanager:GetSecretValue", secrets ?? []),
    ...(parameters === undefined || parameters.length === 0
      ? []
      : [allow("ReadOwnParameters", "ssm:GetParameter", parameters)]),
    allow("SendRequestsForAccess", "sns:Publish", topicArn),
  ]);
}

/**
 * What the S3 gateway endpoint lets through: reading the package repositories of Amazon Linux, and the buckets
 * that the caller names.
 *
 * @see https://docs.aws.amazon.com/linux/al2023/ug/ec2-instances.html (repositories are S3 buckets)
 */
export function repositoryEndpointPolicy(partition: string, region: string, bucketArns: string[]): string {
  const repositories = `arn:${partition}:s3:::al2023-repos-${region}-de612dc2`;
  return policyDocument([
    {
      Sid: "ReadPackagesAndOwnBuckets",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "s3:GetObject",
      Resource: [repositories, ...bucketArns].map((arn) => `${arn}/*`),
    },
  ]);
}
