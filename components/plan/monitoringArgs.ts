/** The arguments of a site's logs, web ACL and alarms by name, but for those that one part gives another. */
import { activeKeyInKms } from "../cloudfront/signingKeys";
import type { WebAclArgs, WebAclLimitsArgs } from "../cloudfront/webAcl";
import type { EveryArgument, EveryArgumentBut } from "../internal/everyArgument";
import type { AccessLogsArgs } from "../monitoring/accessLogs";
import type { LogArchiveArgs } from "../monitoring/logArchive";
import type { AlarmsArgs, MonitoringArgs } from "../monitoring/monitoring";
import type { LogsArgs } from "../secureOriginArgs";
import type { Site } from "./site";

/** Returns the arguments of the archive of logs. */
export function logArchiveArgs({ args }: Site, logs: LogsArgs): EveryArgument<LogArchiveArgs> {
  return {
    archiveDays: logs.archiveDays,
    forceDestroy: args.deletionProtection !== true,
    tags: args.tags,
  };
}

/** Returns the arguments of the web ACL. */
export function webAclArgs(
  { args }: Site,
  webAcl: WebAclLimitsArgs,
): EveryArgumentBut<WebAclArgs, "encryptionKeyArn"> {
  return {
    action: webAcl.action,
    requestsPerFiveMinutes: webAcl.requestsPerFiveMinutes,
    signInsPerFiveMinutes: webAcl.signInsPerFiveMinutes,
    loginPath: args.loginPath,
    groupDays: args.logs?.groupDays,
    tags: args.tags,
  };
}

/** Returns the arguments of the access logs. */
export function accessLogsArgs(
  { args }: Site,
  logs: LogsArgs,
): EveryArgumentBut<
  AccessLogsArgs,
  "distributionArn" | "distributionId" | "archiveArn" | "encryptionKeyArn"
> {
  return {
    groupDays: logs.groupDays,
    expectedCountries: args.alarms?.expectedCountries,
    tags: args.tags,
  };
}

/** Returns the arguments of the alarms and the dashboard. */
export function monitoringArgs(
  { args, region, patterns }: Site,
  alarms: AlarmsArgs,
  signingKeyArn: MonitoringArgs["signingKeyArn"],
): EveryArgumentBut<
  MonitoringArgs,
  | "distributionId"
  | "loadBalancerArn"
  | "targetGroupArns"
  | "logGroupName"
  | "encryptionKeyArn"
  | "encryptionKeyArnUsEast1"
> {
  return {
    emails: alarms.emails,
    expectedCountries: alarms.expectedCountries,
    unexpectedCountryRequests: alarms.unexpectedCountryRequests,
    viewerGigabytesPerHour: alarms.viewerGigabytesPerHour,
    signaturesPerFiveMinutes: alarms.signaturesPerFiveMinutes,
    region,
    // Only KMS counts the use of a key; Secrets Manager and SSM hand it out.
    signingKeyArn: activeKeyInKms(args.signingKeys) ? signingKeyArn : undefined,
    securePatterns: [...patterns.secure],
    publicPaths: [...patterns.public],
    tags: args.tags,
  };
}
