import { policyDocument } from "../../internal/policyDocuments";

/**
 * The preferences of sessions that are logged, as a Session document has them.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 */
export function sessionDocument(name: string, logGroupName: string): string {
  return JSON.stringify({
    schemaVersion: "1.0",
    description: `Sessions on instances of ${name}, written to a log group while they last`,
    sessionType: "Standard_Stream",
    inputs: {
      s3BucketName: "",
      s3KeyPrefix: "",
      s3EncryptionEnabled: false,
      cloudWatchLogGroupName: logGroupName,
      // True asks for a log group with a key of one's own, and refuses the session without.
      cloudWatchEncryptionEnabled: false,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: "",
      runAsEnabled: false,
      runAsDefaultUser: "",
      idleSessionTimeout: "20",
      maxSessionDuration: "240",
      shellProfile: { linux: "" },
    },
  });
}

/** What an instance needs to write its sessions to one log group; groups can only be listed together. */
export function sessionLogGrant(logGroupArn: string): string {
  return policyDocument([
    {
      Sid: "WriteSessions",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    { Sid: "FindLogGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
  ]);
}
