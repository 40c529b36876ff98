import * as pulumi from "@pulumi/pulumi";
import type { Distribution } from "../cloudfront/distribution";
import { patternsOf } from "../cloudfront/plan/pathPatterns";
import { KeySource, KeyState } from "../cloudfront/signingKeys";
import { WebAcl, webAclProblems } from "../cloudfront/webAcl";
import { problem } from "../internal/problem";
import type { InternalLoadBalancer } from "../loadBalancer/internalLoadBalancer";
import type { SecureOriginArgs } from "../secureOriginArgs";
import { AccessLogs } from "./accessLogs";
import { alarmProblems, Monitoring } from "./alarms";
import { LogArchive } from "./logArchive";
import { archiveDaysProblems, groupDaysProblems } from "./plan/retention";

/** What of logs and web ACL has to be there before load balancer and distribution. */
export interface Beforehand {
  /** Keeps the logs; undefined without logs. */
  archive: LogArchive | undefined;
  /** Web ACL for the distribution, made here or the caller's; undefined without one. */
  webAclArn: pulumi.Input<string> | undefined;
}

/** Makes what load balancer and distribution are told of. */
export function watchBeforehand(
  name: string,
  args: SecureOriginArgs,
  region: string,
  options: pulumi.ComponentResourceOptions,
): Beforehand {
  const { tags, loginPath, logs, webAcl } = args;
  const forceDestroy = !(args.deletionProtection ?? false);
  const archive =
    logs === undefined
      ? undefined
      : new LogArchive(`${name}-archive`, { ...logs, region, forceDestroy, tags }, options);
  if (webAcl === undefined) {
    return { archive, webAclArn: args.webAclArn };
  }
  const groupDays = logs?.groupDays;
  const own = new WebAcl(`${name}-web-acl`, { ...webAcl, loginPath, groupDays, tags }, options);
  return { archive, webAclArn: own.webAclArn };
}

/** The parts of a site that are watched. */
interface WatchedParts {
  region: string;
  archive: LogArchive | undefined;
  gate: InternalLoadBalancer;
  edge: Distribution;
  /** ARN of the active signing key. */
  signingKeyArn: pulumi.Output<string>;
}

/** What watching a site gives. */
export interface Watching {
  logGroupName: pulumi.Output<string | undefined>;
  logBucketName: pulumi.Output<string | undefined>;
  alarmTopicArns: pulumi.Output<string[]>;
}

/** Makes what watches load balancer and distribution once they are there. */
export function watch(
  name: string,
  args: SecureOriginArgs,
  { region, archive, gate, edge, signingKeyArn }: WatchedParts,
  options: pulumi.ComponentResourceOptions,
): Watching {
  const { tags, alarms } = args;
  const { distributionId, distributionArn } = edge;
  const expectedCountries = alarms?.expectedCountries;
  const common = { distributionId, tags };
  const logs =
    archive === undefined
      ? undefined
      : new AccessLogs(
          `${name}-logs`,
          { ...args.logs, ...common, distributionArn, archiveArn: archive.bucketArn, expectedCountries },
          options,
        );
  const ringing =
    alarms === undefined
      ? undefined
      : new Monitoring(
          `${name}-alarms`,
          {
            ...alarms,
            ...common,
            region,
            loadBalancerArn: gate.albArn,
            targetGroupArns: gate.targetGroupArns,
            logGroupName: logs?.logGroupName,
            signingKeyArn: activeKeyInKms(args.signingKeys) ? signingKeyArn : undefined,
            securePatterns: patternsOf(args.securePaths),
            publicPaths: args.publicPaths,
          },
          options,
        );
  return {
    logGroupName: pulumi.output(logs?.logGroupName),
    logBucketName: pulumi.output(archive?.bucketName),
    alarmTopicArns: ringing?.topicArns ?? pulumi.output([]),
  };
}

/** KMS counts what its keys are asked for; Secrets Manager and SSM give a key out and learn no more of it. */
function activeKeyInKms(keys: SecureOriginArgs["signingKeys"]): boolean {
  return keys.some(
    ({ state = KeyState.Active, source = KeySource.Kms }) =>
      state === KeyState.Active && source === KeySource.Kms,
  );
}

/** Says what is wrong with what a site decides about logs, web ACL and alarms. */
export function watchingProblems(args: SecureOriginArgs): string[] {
  const { logs = {}, webAcl, alarms } = args;
  const paths = { secure: patternsOf(args.securePaths), public: args.publicPaths ?? [] };
  return [
    ...choiceProblems(args),
    ...groupDaysProblems("logs.groupDays", logs.groupDays ?? 30),
    ...archiveDaysProblems("logs.archiveDays", logs.archiveDays ?? 365),
    ...(webAcl === undefined ? [] : webAclProblems(webAcl, "webAcl.")),
    ...(alarms === undefined ? [] : alarmProblems(alarms, paths, "alarms.")),
  ];
}

/** At most one web ACL; what only the log tells cannot be watched without it. */
function choiceProblems({ webAcl, webAclArn, logs, alarms }: SecureOriginArgs): string[] {
  const countries = "write logs: {}, or leave the countries out: only the access log names them";
  return [
    ...(webAcl !== undefined && webAclArn !== undefined
      ? [problem("webAclArn", "set beside webAcl", "webAclArn or webAcl", "keep the one that you mean")]
      : []),
    ...((alarms?.expectedCountries ?? []).length > 0 && logs === undefined
      ? [problem("logs", undefined, "logs, beside alarms.expectedCountries", countries)]
      : []),
  ];
}
