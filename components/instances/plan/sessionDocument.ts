import { sessionKeyGrant } from "../../encryption/plan/encryptionKeyPolicy";
import { policyDocument } from "../../internal/policyDocument";

/**
 * Returns the Session document of sessions that are logged.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 */
export function sessionDocument(name: string, logGroupName: string, keyArn: string | undefined): string {
  return JSON.stringify({
    schemaVersion: "1.0",
    description: `Sessions on instances of ${name}, written to a log group while they last`,
    sessionType: "Standard_Stream",
    inputs: {
      s3BucketName: "",
      s3KeyPrefix: "",
      s3EncryptionEnabled: false,
      cloudWatchLogGroupName: logGroupName,
      // True demands a log group with a customer managed key, and refuses sessions without one.
      cloudWatchEncryptionEnabled: keyArn !== undefined,
      cloudWatchStreamingEnabled: true,
      // With a key, sessions are encrypted end to end, beside TLS.
      kmsKeyId: keyArn ?? "",
      runAsEnabled: false,
      runAsDefaultUser: "",
      idleSessionTimeout: "20",
      maxSessionDuration: "240",
      shellProfile: { linux: "" },
    },
  });
}

/**
 * Allows an instance to write its sessions to one log group, and to decrypt them with a key; listing cannot be limited to
 * one group.
 */
export function sessionLogGrant(logGroupArn: string, keyArn: string | undefined): string {
  return policyDocument([
    {
      Sid: "WriteSessions",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    { Sid: "FindLogGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
    ...(keyArn === undefined ? [] : [sessionKeyGrant(keyArn)]),
  ]);
}
