import type { Input } from "@pulumi/pulumi";
import { distributionProblems } from "../cloudfront/distribution";
import { ERROR_PAGES, errorPageProblems } from "../cloudfront/plan/errorPagePaths";
import { keyProblems } from "../cloudfront/signingKeys";
import { webAclProblems } from "../cloudfront/webAcl";
import { type EncryptionChoice, encryptionProblems } from "../encryption/plan/encryptionProblems";
import { attachedProblems } from "../instances/attachedInstances";
import { attachedTasksProblems } from "../instances/attachedTasks";
import { originInstancesProblems } from "../instances/originInstances";
import {
  componentNameProblems,
  domainNameProblems,
  type OriginNames,
  originNameProblems,
} from "../internal/names";
import { loadBalancerProblems } from "../loadBalancer/internalLoadBalancer";
import { membersAppProblems } from "../membersApp/membersApp";
import { unsignedRouteProblems } from "../membersApp/plan/unsignedRoutes";
import { alarmProblems } from "../monitoring/monitoring";
import { archiveDaysProblems, groupDaysProblems } from "../monitoring/plan/retention";
import { Egress } from "../network/egress";
import { DEFAULT_CIDR_BLOCK, networkProblems } from "../network/network";
import { adminOverlapProblems } from "../network/plan/cidrs";
import type { OriginArgs, SecureOriginArgs } from "../secureOriginArgs";
import { combinationProblems } from "./argumentCombinations";
import {
  attachedInstancesArgs,
  attachedTasksArgs,
  distributionArgs,
  loadBalancerArgs,
  membersAppArgs,
  networkArgs,
  originInstancesArgs,
} from "./childArgs";
import type { Site } from "./site";

/** Validates the arguments of a site and of all its parts, each problem once. */
export function siteProblems(name: string, site: Site): string[] {
  const { args } = site;
  const problems = [
    ...componentNameProblems(name, "-lb-signed"),
    ...combinationProblems({
      createsNetwork: args.network !== undefined,
      usesVpc: args.vpc !== undefined,
      usesCertificates: args.certificates !== undefined,
      hasHostedZone: args.hostedZoneId !== undefined,
      region: site.region,
      createsInstances: args.origin.bootScript !== undefined,
      usesInstances: args.origin.instances !== undefined,
      usesTasks: args.origin.tasks !== undefined,
      usesTaskGroup: args.origin.tasks?.securityGroupId !== undefined,
      instanceArguments: instanceArguments(args.origin),
      usesLoadBalancer: args.origin.loadBalancerArn !== undefined,
      deliversApp: args.origin.app !== undefined,
      reachesInternet: args.network?.egress !== Egress.Endpoints,
      ipv6: args.ipv6 ?? false,
      locksToAddresses: locksToAddresses(args),
      hasWebAcl: args.webAcl !== undefined,
      usesWebAcl: args.webAclArn !== undefined,
      hasLogs: args.logs !== undefined,
      expectsCountries: (args.alarms?.expectedCountries ?? []).length > 0,
    }),
    ...encryptionProblems(encryptionChoice(site)),
    ...networkProblems(networkArgs(site)),
    ...distributionProblems(distributionArgs(site), site.paths),
    ...loadBalancerProblems(loadBalancerArgs(site)),
    ...adminProblems(args),
    ...originNameProblems(namesToValidate(site), [args.domainName, ...(args.additionalDomainNames ?? [])]),
    ...targetProblems(site),
    ...appProblems(site),
    ...keyProblems(args.signingKeys),
    ...errorPageProblems(site.pageLinks),
    ...monitoringProblems(site),
  ];
  return [...new Set(problems)];
}

/** The names of the load balancer to validate: those that are made from a wrong name of the site are no second problem. */
function namesToValidate({ args, originNames }: Site): Partial<OriginNames<Input<string>>> {
  const wrong = domainNameProblems("domainName", args.domainName).length > 0;
  return wrong ? (args.originDomainNames ?? {}) : originNames;
}

/** The choice of encryption keys; with `logs`, `webAcl` or `alarms` there are log groups or topics in us-east-1. */
function encryptionChoice({ args, region }: Site): EncryptionChoice {
  const { encryptionKey, encryptionKeyArn, encryptionKeyArnUsEast1, logs, webAcl, alarms } = args;
  const known = (arn: unknown) => (typeof arn === "string" ? arn : undefined);
  return {
    region,
    createsKey: encryptionKey === true,
    usesKey: encryptionKeyArn !== undefined,
    usesEdgeKey: encryptionKeyArnUsEast1 !== undefined,
    writesInEdgeRegion: [logs, webAcl, alarms].some((part) => part !== undefined),
    keyArn: known(encryptionKeyArn),
    edgeKeyArn: known(encryptionKeyArnUsEast1),
  };
}

/** The range of a VPC that exists already is not known here. */
function adminProblems({ vpc, network = {}, adminCidrs = [] }: SecureOriginArgs): string[] {
  return vpc === undefined ? adminOverlapProblems(adminCidrs, network.cidrBlock ?? DEFAULT_CIDR_BLOCK) : [];
}

/** Returns the names of the arguments that only instances have. */
function instanceArguments(origin: OriginArgs): string[] {
  const { environment, instanceType, imageId, minInstances, maxInstances } = origin;
  return Object.entries({ environment, instanceType, imageId, minInstances, maxInstances }).flatMap(
    ([name, value]) => (value === undefined ? [] : [name]),
  );
}

function targetProblems(site: Site): string[] {
  const { bootScript, instances, tasks } = site.args.origin;
  return [
    ...(bootScript === undefined ? [] : originInstancesProblems(originInstancesArgs(site, bootScript))),
    ...(instances === undefined ? [] : attachedProblems(attachedInstancesArgs(site, instances))),
    ...(tasks === undefined ? [] : attachedTasksProblems(attachedTasksArgs(site, tasks))),
  ];
}

function appProblems(site: Site): string[] {
  const { app } = site.args.origin;
  return app === undefined
    ? []
    : [
        ...membersAppProblems(membersAppArgs(site, app)),
        ...unsignedRouteProblems(site.paths.rules, ERROR_PAGES.pattern, site.paths),
      ];
}

function monitoringProblems({ args: { logs = {}, webAcl, alarms }, patterns }: Site): string[] {
  return [
    ...groupDaysProblems("logs.groupDays", logs.groupDays),
    ...archiveDaysProblems("logs.archiveDays", logs.archiveDays),
    ...(webAcl === undefined ? [] : webAclProblems(webAcl, "webAcl.")),
    ...(alarms === undefined ? [] : alarmProblems(alarms, patterns, "alarms.")),
  ];
}

/** Checks whether signatures are valid for one IPv4 address: the caller's own, or those of a rule of the members site. */
function locksToAddresses({ signaturesLockedToAddresses, origin: { app } }: SecureOriginArgs): boolean {
  const locked = app?.entitlements.some(({ lockToAddress }) => lockToAddress === true) ?? false;
  return signaturesLockedToAddresses === true || locked;
}
