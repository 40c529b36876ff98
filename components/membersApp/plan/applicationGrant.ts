import { policyDocument, type Statement } from "../../internal/policyDocument";

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
