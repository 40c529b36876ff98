import type * as pulumi from "@pulumi/pulumi";
import type { Distribution } from "./cloudfront/distribution";
import type { SigningKeys } from "./cloudfront/signingKeys";
import { WebAcl, type WebAclArgs } from "./cloudfront/webAcl";
import type { EncryptionKeys } from "./encryption/encryptionKeys";
import type { EveryArgument } from "./internal/everyArgument";
import type { InternalLoadBalancer } from "./loadBalancer/internalLoadBalancer";
import { AccessLogs, type AccessLogsArgs } from "./monitoring/accessLogs";
import { LogArchive } from "./monitoring/logArchive";
import { Monitoring, type MonitoringArgs } from "./monitoring/monitoring";
import { accessLogsArgs, logArchiveArgs, monitoringArgs, webAclArgs } from "./plan/monitoringArgs";
import type { Site } from "./plan/site";

/** Creates the archive of a site's logs, for a site with logs. */
export function createLogArchive(
  name: string,
  site: Site,
  options: pulumi.ComponentResourceOptions,
): LogArchive | undefined {
  const { logs } = site.args;
  return logs === undefined
    ? undefined
    : new LogArchive(`${name}-archive`, logArchiveArgs(site, logs), options);
}

/** Creates the web ACL of a site, for a site with one of its own. */
export function createWebAcl(
  name: string,
  site: Site,
  { edgeKeyArn }: EncryptionKeys,
  options: pulumi.ComponentResourceOptions,
): WebAcl | undefined {
  const { webAcl } = site.args;
  if (webAcl === undefined) {
    return undefined;
  }
  const args = { ...webAclArgs(site, webAcl), encryptionKeyArn: edgeKeyArn };
  return new WebAcl(`${name}-web-acl`, args satisfies EveryArgument<WebAclArgs>, options);
}

/** Creates the access logs of a site's distribution, for a site with logs. */
export function createAccessLogs(
  name: string,
  site: Site,
  parts: { archive: LogArchive | undefined; distribution: Distribution; encryption: EncryptionKeys },
  options: pulumi.ComponentResourceOptions,
): AccessLogs | undefined {
  const { logs } = site.args;
  const { archive, distribution, encryption } = parts;
  if (logs === undefined || archive === undefined) {
    return undefined;
  }
  const { distributionId, distributionArn } = distribution;
  return new AccessLogs(
    `${name}-logs`,
    {
      ...accessLogsArgs(site, logs),
      distributionId,
      distributionArn,
      archiveArn: archive.bucketArn,
      encryptionKeyArn: encryption.edgeKeyArn,
    } satisfies EveryArgument<AccessLogsArgs>,
    options,
  );
}

/** The parts of a site that its alarms are about. */
interface MonitoredParts {
  distribution: Distribution;
  loadBalancer: InternalLoadBalancer;
  keys: SigningKeys;
  logs: AccessLogs | undefined;
  encryption: EncryptionKeys;
}

/** Creates the alarms and the dashboard of a site, for a site with alarms. */
export function createAlarms(
  name: string,
  site: Site,
  { distribution, loadBalancer, keys, logs, encryption }: MonitoredParts,
  options: pulumi.ComponentResourceOptions,
): Monitoring | undefined {
  const { alarms } = site.args;
  if (alarms === undefined) {
    return undefined;
  }
  return new Monitoring(
    `${name}-alarms`,
    {
      ...monitoringArgs(site, alarms, keys.signingKeyArn),
      distributionId: distribution.distributionId,
      loadBalancerArn: loadBalancer.albArn,
      targetGroupArns: loadBalancer.targetGroupArns,
      logGroupName: logs?.logGroupName,
      encryptionKeyArn: encryption.keyArn,
      encryptionKeyArnUsEast1: encryption.edgeKeyArn,
    } satisfies EveryArgument<MonitoringArgs>,
    options,
  );
}
