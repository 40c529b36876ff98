import * as pulumi from "@pulumi/pulumi";
import { alarmProblems, EdgeAlarms } from "./edgeAlarms";
import type { EdgeDistribution } from "./edgeDistribution";
import { EdgeFirewall, firewallProblems } from "./edgeFirewall";
import { EdgeLogs } from "./edgeLogs";
import { LogArchive } from "./logArchive";
import type { OriginGate } from "./originGate";
import { patternsOf } from "./plan/pathPatterns";
import { problem } from "./plan/problem";
import { archiveDaysProblems, groupDaysProblems } from "./plan/retention";
import type { SecureOriginArgs } from "./secureOriginArgs";
import { KeySource, KeyState } from "./signingKeys";

/** What of logs and firewall has to be there before load balancer and distribution. */
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
  const { tags, loginPath, logs, firewall } = args;
  const forceDestroy = !(args.deletionProtection ?? false);
  const archive =
    logs === undefined
      ? undefined
      : new LogArchive(`${name}-archive`, { ...logs, region, forceDestroy, tags }, options);
  if (firewall === undefined) {
    return { archive, webAclArn: args.webAclArn };
  }
  const groupDays = logs?.groupDays;
  const own = new EdgeFirewall(`${name}-firewall`, { ...firewall, loginPath, groupDays, tags }, options);
  return { archive, webAclArn: own.webAclArn };
}

/** The parts of a site that are watched. */
interface WatchedParts {
  region: string;
  archive: LogArchive | undefined;
  gate: OriginGate;
  edge: EdgeDistribution;
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
      : new EdgeLogs(
          `${name}-logs`,
          { ...args.logs, ...common, distributionArn, archiveArn: archive.bucketArn, expectedCountries },
          options,
        );
  const ringing =
    alarms === undefined
      ? undefined
      : new EdgeAlarms(
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

/** Says what is wrong with what a site decides about logs, firewall and alarms. */
export function watchingProblems(args: SecureOriginArgs): string[] {
  const { logs = {}, firewall, alarms } = args;
  const paths = { secure: patternsOf(args.securePaths), public: args.publicPaths ?? [] };
  return [
    ...choiceProblems(args),
    ...groupDaysProblems("logs.groupDays", logs.groupDays ?? 30),
    ...archiveDaysProblems("logs.archiveDays", logs.archiveDays ?? 365),
    ...(firewall === undefined ? [] : firewallProblems(firewall, "firewall.")),
    ...(alarms === undefined ? [] : alarmProblems(alarms, paths, "alarms.")),
  ];
}

/** Of firewalls there is one; what only the log tells cannot be watched without it. */
function choiceProblems({ firewall, webAclArn, logs, alarms }: SecureOriginArgs): string[] {
  const countries = "write logs: {}, or leave the countries out: only the access log names them";
  return [
    ...(firewall !== undefined && webAclArn !== undefined
      ? [problem("webAclArn", "set beside firewall", "webAclArn or firewall", "keep the one that you mean")]
      : []),
    ...((alarms?.expectedCountries ?? []).length > 0 && logs === undefined
      ? [problem("logs", undefined, "logs, beside alarms.expectedCountries", countries)]
      : []),
  ];
}
