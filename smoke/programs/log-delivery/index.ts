/** The project's own access logs of a distribution in front of a bucket, delivered to a log group and to the archive. */
import { AccessLogs, LogArchive } from "../../../components";
import { s3Site } from "../s3Site";

const distribution = s3Site([]);
const archive = new LogArchive("smoke-logs", { archiveDays: 1, forceDestroy: true });
new AccessLogs("smoke-logs", {
  distributionArn: distribution.arn,
  distributionId: distribution.id,
  archiveArn: archive.bucketArn,
  groupDays: 1,
});
