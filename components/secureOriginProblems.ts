import { pathRules } from "./cloudfront/additionalApplications";
import { distributionProblems } from "./cloudfront/distribution";
import { ERROR_PAGES, errorPageProblems, type PageLinks } from "./cloudfront/plan/errorPagePaths";
import { patternsOf } from "./cloudfront/plan/pathPatterns";
import { keyProblems } from "./cloudfront/signingKeys";
import { attachedProblems } from "./instances/attachedInstances";
import { originInstancesProblems } from "./instances/originInstances";
import { compositionProblems } from "./internal/argumentCombinations";
import { componentNameProblems, domainNameProblems, originNameProblems } from "./internal/names";
import { loadBalancerProblems } from "./loadBalancer/internalLoadBalancer";
import { membersAppProblems } from "./membersApp/membersApp";
import { applicationUrl } from "./membersApp/plan/appDocument";
import { unsignedRouteProblems } from "./membersApp/plan/unsignedRoutes";
import { watchingProblems } from "./monitoring/siteMonitoring";
import { Egress } from "./network/egress";
import { networkProblems } from "./network/network";
import type { OriginArgs, SecureOriginArgs } from "./secureOriginArgs";

/** Where the 403 page leads: to the members site's own pages, or where the caller says. */
export function pageLinks(args: SecureOriginArgs): PageLinks {
  const { app } = args.origin;
  return {
    loginPath: args.loginPath ?? "/login",
    requestAccessPath: args.requestAccessPath ?? (app === undefined ? undefined : "/request-access"),
    applicationUrl:
      args.applicationUrl ??
      (app === undefined ? undefined : applicationUrl(`https://${args.domainName}`, app)),
  };
}

/** The name under which CloudFront calls the load balancer. */
export function originName(args: SecureOriginArgs): string {
  return args.originDomainName ?? `origin.${args.domainName}`;
}

/** The same for a judgement: a wrong name of the site is one problem, and the name made of it no second one. */
function judgedOriginName(args: SecureOriginArgs): string {
  const { domainName, originDomainName } = args;
  const follows = originDomainName === undefined && domainNameProblems("domainName", domainName).length > 0;
  return follows ? "origin.example.com" : originName(args);
}

/** Collects what is wrong in all parts, so that it is told at once and before anything is made. */
export function siteProblems(name: string, args: SecureOriginArgs, region: string): string[] {
  const problems = [
    ...componentNameProblems(name, "-lb-signed"),
    ...compositionProblems({
      makesNetwork: args.network !== undefined,
      bringsVpc: args.vpc !== undefined,
      bringsCertificates: args.certificates !== undefined,
      hasHostedZone: args.hostedZoneId !== undefined,
      region,
      makesInstances: args.origin.bootScript !== undefined,
      bringsInstances: args.origin.instances !== undefined,
      bringsLoadBalancer: args.origin.loadBalancerArn !== undefined,
      deliversApp: args.origin.app !== undefined,
      reachesInternet: args.network?.egress !== Egress.Endpoints,
      ipv6: args.ipv6 ?? false,
      locksToAddresses: args.signaturesLockedToAddresses === true || locksToAddresses(args.origin),
    }),
    ...networkProblems(args.network ?? {}),
    ...distributionProblems({ ...args, listenerPort: args.origin.listenerPort }),
    ...loadBalancerProblems({ ...args, ...args.origin, originDomainName: judgedOriginName(args) }),
    ...originNameProblems(originName(args), [args.domainName, ...(args.additionalDomainNames ?? [])]),
    ...servingProblems(args.origin),
    ...(args.origin.app === undefined
      ? []
      : [
          ...membersAppProblems({
            ...args,
            ...args.origin.app,
            securePatterns: patternsOf(args.securePaths),
          }),
          ...unsignedRouteProblems(pathRules({ ...args, keyGroupIds: [] }), ERROR_PAGES.pattern),
        ]),
    ...keyProblems(args.signingKeys),
    ...errorPageProblems(pageLinks(args)),
    ...watchingProblems(args),
  ];
  return [...new Set(problems)];
}

function servingProblems({ bootScript, instances, ...origin }: OriginArgs): string[] {
  return [
    ...(bootScript === undefined ? [] : originInstancesProblems({ ...origin, bootScript })),
    ...(instances === undefined ? [] : attachedProblems({ ...origin, instanceIds: instances.ids })),
  ];
}

/** Whether a rule of the members site makes signatures hold for one IPv4 address. */
function locksToAddresses({ app }: OriginArgs): boolean {
  return app?.entitlements.some(({ lockToAddress }) => lockToAddress === true) ?? false;
}
