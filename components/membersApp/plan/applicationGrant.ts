import { policyDocument, type Statement } from "../../internal/policyDocument";

/** ARNs of the resources that the role of the application uses. */
export interface ApplicationResources {
  /** Patterns of the objects that a booting instance fetches. */
  objectArns: string[];
  /** Secrets in Secrets Manager, or parameters. */
  secretArns: string[];
  /** The topic of requests for access. */
  topicArn: string;
}

/**
 * Allows the members site to read its own releases and secrets, and to publish to one topic.
 */
export function applicationGrant({ objectArns, secretArns, topicArn }: ApplicationResources): string {
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
